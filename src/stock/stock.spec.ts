import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert, refusedUpdate } from '../../test/support/refusal.js';
import { Product, Variant } from '../catalogue/index.js';
import { Warehouse } from '../company/index.js';
import { Stock } from './index.js';

describe('stock', () => {
  let bench: RecordsBench;
  let product: Product;
  const create = (values: Partial<Stock>) => bench.run((c) => c.records.insert(Stock, values));
  const totals = () =>
    bench.run(async (c) => {
      const variants = await c.records.list(Variant, { idproducto: product.idproducto });
      const { stockfis } = (await c.records.find(Product, product.idproducto))!;
      return [stockfis, ...variants.map((variant) => variant.stockfis)];
    });

  beforeAll(async () => {
    bench = await openRecords({ codalmacen: 'ALG' });
    await bench.run(async (c) => {
      await c.records.insert(Warehouse, { codalmacen: 'ALG', nombre: 'General' });
      await c.records.insert(Warehouse, { codalmacen: 'B', nombre: 'Other' });
    });
  });
  beforeEach(async () => {
    product = await bench.run(async (c) => {
      for (const old of await c.records.list(Product)) await c.records.remove(Product, old);
      const made = await c.records.insert(Product, { referencia: 'CAFÉ' });
      await c.records.insert(Variant, { idproducto: made.idproducto, referencia: 'CAFÉ-2' });
      return made;
    });
  });
  afterAll(() => bench.close());

  it('rounds to three decimals on stock, variant and product', async () => {
    const stock = await create({ referencia: 'CAFÉ', cantidad: 5.12345 });
    expect(stock).toMatchObject({ cantidad: 5.123, codalmacen: 'ALG', disponible: 5.123 });
    expect(stock.idproducto).toBe(product.idproducto);
    expect(await totals()).toEqual([5.123, 5.123, 0]);
  });

  it('sums warehouses and variants', async () => {
    await create({ referencia: 'CAFÉ', cantidad: 0.1 });
    await create({ referencia: 'CAFÉ', cantidad: 0.2, codalmacen: 'B' });
    await create({ referencia: 'CAFÉ-2', cantidad: 5 });
    expect(await totals()).toEqual([5.3, 0.3, 5]);
  });

  it('has nothing available when more is reserved than there is', async () => {
    const stock = await create({ referencia: 'CAFÉ', cantidad: 3, reservada: 4, pterecibir: null });
    expect(stock).toMatchObject({ disponible: 0, pterecibir: 0 });
  });

  it('takes reference and product from the variant that is meant', async () => {
    const stock = await create({ referencia: ' cafe', idproducto: 999, cantidad: 1 });
    expect(stock).toMatchObject({ referencia: 'CAFÉ', idproducto: product.idproducto });
    expect(await totals()).toEqual([1, 1, 0]);
  });

  it('brings both variants up to date when a row changes its reference', async () => {
    const stock = await create({ referencia: 'CAFÉ', cantidad: 7 });
    await bench.run((c) => c.records.update(Stock, stock, { referencia: 'CAFÉ-2' }));
    expect(await totals()).toEqual([7, 0, 7]);
  });

  it('brings both products up to date when a row moves to a variant of another', async () => {
    const stock = await create({ referencia: 'CAFÉ', cantidad: 7 });
    const other = await bench.run((c) => c.records.insert(Product, { referencia: 'TÉ' }));
    await bench.run((c) => c.records.update(Stock, stock, { referencia: 'TÉ' }));
    expect(await totals()).toEqual([0, 0, 0]);
    const { stockfis } = (await bench.run((c) => c.records.find(Product, other.idproducto)))!;
    expect(stockfis).toBe(7);
  });

  it('leaves nothing behind when it is deleted', async () => {
    const stock = await create({ referencia: 'CAFÉ', cantidad: 7 });
    await bench.run((c) => c.records.remove(Stock, stock));
    expect(stock.cantidad).toBe(0);
    expect(await totals()).toEqual([0, 0, 0]);
  });

  it('refuses a reference that no variant has', async () => {
    const refused = await refusedInsert(bench, Stock, { referencia: 'NONE', cantidad: 1.23456 });
    expect(refused.codes).toEqual(['reference-not-found']);
    expect(refused.record).toMatchObject({ cantidad: 1.235, disponible: 1.235, idproducto: null });
    expect((await refusedInsert(bench, Stock, {})).codes).toEqual([
      'field-can-not-be-null',
      'field-can-not-be-null',
    ]);
    expect(await totals()).toEqual([0, 0, 0]);
  });

  it('refuses a second row of a variant in a warehouse, and an empty quantity', async () => {
    const { idstock } = await create({ referencia: 'CAFÉ', cantidad: 1 });
    const second = await refusedInsert(bench, Stock, { referencia: 'cafe', cantidad: 1 });
    expect(second.codes).toEqual(['duplicated-value']);
    const empty = { cantidad: '' as unknown as number };
    expect((await refusedUpdate(bench, Stock, idstock, empty)).codes).toEqual(['invalid-number']);
    expect(await totals()).toEqual([1, 1, 0]);
  });

  it('escapes the place', async () => {
    const stock = await create({ referencia: 'CAFÉ', ubicacion: ' <A> ' });
    expect(stock.ubicacion).toBe('&lt;A&gt;');
  });
});
