import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert } from '../../test/support/refusal.js';
import { Manufacturer, Product } from './index.js';

describe('manufacturers', () => {
  let bench: RecordsBench;
  const create = (values: Partial<Manufacturer>) =>
    bench.run((c) => c.records.insert(Manufacturer, values));
  beforeAll(async () => {
    bench = await openRecords();
  });
  afterAll(() => bench.close());

  it('count codes, as texts, and escape names', async () => {
    expect(await create({ nombre: " O'Neil" })).toMatchObject({
      codfabricante: '1',
      nombre: 'O&#39;Neil',
      numproductos: 0,
    });
    expect((await create({ nombre: '01-02-2026' })).nombre).toBe('01-02-2026');
  });

  it.each([
    [{}, 'field-required'],
    [{ nombre: '' }, 'field-required'],
    [{ nombre: 'x', codfabricante: 'ñ' }, 'invalid-alphanumeric-code'],
    [{ nombre: 'x'.repeat(101) }, 'field-value-too-long'],
  ])('refuse %o', async (values, code) => {
    expect((await refusedInsert(bench, Manufacturer, values)).codes).toEqual([code]);
  });

  it('leave their products without them when they are deleted', async () => {
    const product = await bench.run(async (c) => {
      const maker = await c.records.insert(Manufacturer, {
        codfabricante: 'BOSCH',
        nombre: 'Bosch',
      });
      const made = await c.records.insert(Product, { codfabricante: 'BOSCH' });
      await c.records.remove(Manufacturer, maker);
      return c.records.find(Product, made.idproducto);
    });
    expect(product?.codfabricante).toBeNull();
  });
});
