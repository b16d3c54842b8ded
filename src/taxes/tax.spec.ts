import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert, refusedRemoval } from '../../test/support/refusal.js';
import { Product } from '../catalogue/index.js';
import { Tax, TaxZone } from './index.js';

describe('taxes', () => {
  let bench: RecordsBench;
  const create = (values: Partial<Tax>) => bench.run((c) => c.records.insert(Tax, values));

  beforeAll(async () => {
    bench = await openRecords({ codimpuesto: 'IVA21' });
    await create({ codimpuesto: 'IVA21', iva: 21 });
  });
  afterAll(() => bench.close());

  it('make a code of the description', async () => {
    expect((await create({ descripcion: 'M3 test 13', iva: 13 })).codimpuesto).toBe('MTE13');
    expect((await create({ descripcion: 'M3 test 13', iva: 13 })).codimpuesto).toBe('MTES13');
    expect((await create({ descripcion: '12', iva: 9.5 })).codimpuesto).toBe('1');
    expect((await create({})).codimpuesto).toBe('2');
  });

  it('have defaults and no empty accounts', async () => {
    const values = { codimpuesto: 'T7', codsubcuentarep: '', codsubcuentasop: '4720000007' };
    expect(await create(values)).toMatchObject({
      activo: true,
      codsubcuentarep: null,
      codsubcuentasop: '4720000007',
      iva: 0,
      recargo: 0,
      tipo: 1,
    });
    const { codes } = await refusedInsert(bench, Tax, { codimpuesto: 'A B' });
    expect(codes).toEqual(['invalid-alphanumeric-code']);
  });

  it('let their products go, not their zones', async () => {
    const { idproducto } = await bench.run((c) =>
      c.records.insert(Product, { codimpuesto: 'T7', descripcion: 'x', referencia: 'R' }),
    );
    await bench.run(async (c) => c.records.remove(Tax, (await c.records.find(Tax, 'T7'))!));
    const product = await bench.run((c) => c.records.find(Product, idproducto));
    expect(product).toMatchObject({ codimpuesto: null });

    await bench.run((c) => c.records.insert(TaxZone, { codimpuestosel: 'MTE13' }));
    expect((await refusedRemoval(bench, Tax, 'MTE13')).codes).toEqual(['record-in-use']);
    expect((await refusedRemoval(bench, Tax, 'IVA21')).codes).toEqual([
      'default-record-can-not-be-deleted',
    ]);
  });
});
