import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { DocumentFormat, Series } from './index.js';

describe('document formats', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openRecords({ idempresa: 1 });
    await bench.run((c) =>
      c.transaction.run("INSERT INTO empresas (idempresa, nombre) VALUES (1, 'Uno')"),
    );
  });
  afterAll(() => bench.close());

  it('belong to the company of the settings and are named by their title', async () => {
    const format = await bench.run((c) =>
      c.records.insert(DocumentFormat, { titulo: ' "Proforma" ', texto: '<b>', codserie: '' }),
    );
    expect(format).toMatchObject({
      autoaplicar: true,
      codserie: null,
      idempresa: 1,
      nombre: '&quot;Proforma&quot;',
      titulo: '&quot;Proforma&quot;',
      texto: '&lt;b&gt;',
    });
  });

  it('go with their series', async () => {
    await bench.run(async (c) => {
      const series = await c.records.insert(Series, { codserie: 'Z', descripcion: 'Z' });
      await c.records.insert(DocumentFormat, { codserie: 'Z', nombre: 'n' });
      await c.records.remove(Series, series);
    });
    expect(await bench.run((c) => c.records.count(DocumentFormat, { codserie: 'Z' }))).toBe(0);
  });
});
