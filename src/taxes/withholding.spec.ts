import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert, refusedRemoval } from '../../test/support/refusal.js';
import { Withholding } from './index.js';

describe('withholdings', () => {
  let bench: RecordsBench;
  const create = (values: Partial<Withholding>) =>
    bench.run((c) => c.records.insert(Withholding, values));

  beforeAll(async () => {
    bench = await openRecords({ codretencion: 'IRP19' });
  });
  afterAll(() => bench.close());

  it('make a code of the description', async () => {
    const rent = { descripcion: 'IRPF alquiler 19', porcentaje: 19 };
    expect((await create(rent)).codretencion).toBe('IRP19');
    expect((await create(rent)).codretencion).toBe('IRPF19');
    expect((await create({ descripcion: 'ab', porcentaje: 2 })).codretencion).toBe('1');
  });

  it('withhold at least 1 %', async () => {
    for (const porcentaje of [0, 0.5, -3]) {
      const { problem } = await refusedInsert(bench, Withholding, { porcentaje });
      expect(problem).toMatchObject({ code: 'withholding-percentage-too-low' });
    }
    const values = { codretencion: 'R1', codsubcuentaacr: '', porcentaje: 1.5 };
    expect(await create(values)).toMatchObject({ activa: true, codsubcuentaacr: null });
  });

  it('stay when they are the default one', async () => {
    const { codes } = await refusedRemoval(bench, Withholding, 'IRP19');
    expect(codes).toEqual(['default-record-can-not-be-deleted']);
  });
});
