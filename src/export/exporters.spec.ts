import { expect, it } from 'vitest';
import { FieldMap } from '../kernel/http/body/form-fields.js';
import { DocumentExporter, type ExportedFile } from './exported-document.js';
import { Exporters } from './exporters.js';

class Sample extends DocumentExporter {
  constructor(
    readonly type: string,
    private readonly name: string,
  ) {
    super();
  }

  async export(): Promise<ExportedFile> {
    return { name: this.name, mediaType: 'text/plain', body: '', disposition: null };
  }
}

it.each([
  ['PDF', 'pdf'],
  ['CSV', 'own csv'],
  ['UBL', 'ubl'],
  ['ubl', 'pdf'],
  ['', 'pdf'],
  [undefined, 'pdf'],
  [new FieldMap(), 'pdf'],
])('the exporter of type %j is %s', async (type, name) => {
  const all = [
    ['PDF', 'pdf'],
    ['CSV', 'csv'],
    ['UBL', 'ubl'],
    ['CSV', 'own csv'],
  ] as const;
  const exporters = new Exporters(all.map(([each, file]) => new Sample(each, file)));
  const exporter = exporters.ofType(type) as Sample;
  expect((await exporter.export()).name).toBe(name);
  expect(exporter.isSafe).toBe(true);
});
