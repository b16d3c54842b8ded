import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert, refusedRemoval } from '../../test/support/refusal.js';
import { Warehouse } from '../company/index.js';
import { AttachedFile, ProductImage } from '../files/index.js';
import { Supplier } from '../parties/index.js';
import { Stock } from '../stock/index.js';
import { Product, SupplierProduct, Variant } from './index.js';

describe('variants', () => {
  let bench: RecordsBench;
  let product: Product;
  let main: Variant;
  const create = (values: Partial<Variant>) =>
    bench.run((c) => c.records.insert(Variant, { idproducto: product.idproducto, ...values }));
  const change = (variant: Variant, changes: Partial<Variant>) =>
    bench.run((c) => c.records.update(Variant, variant, changes));
  const storedProduct = async () =>
    (await bench.run((c) => c.records.find(Product, product.idproducto)))!;

  beforeAll(async () => {
    bench = await openRecords({ codalmacen: 'ALG' });
    await bench.run(async (c) => {
      await c.records.insert(Warehouse, { codalmacen: 'ALG', nombre: 'General' });
      await c.records.insert(Supplier, { codproveedor: 'P', nombre: 'Supplier', cifnif: '' });
    });
  });
  beforeEach(() =>
    bench.run(async (c) => {
      for (const old of await c.records.list(Product)) await c.records.remove(Product, old);
      product = await c.records.insert(Product, { referencia: 'M3-ST', precio: 4.5 });
      main = (await c.records.first(Variant, { referencia: 'M3-ST' }))!;
    }),
  );
  afterAll(() => bench.close());

  it('is priced by its margin, whatever was sent', async () => {
    const variant = await create({ referencia: 'V', coste: 8, margen: 25, precio: 99 });
    expect(variant.precio).toBe(10);
  });

  it('keeps its price when the cost under the margin is 0', async () => {
    expect((await create({ referencia: 'V', margen: 30, precio: 50 })).precio).toBe(50);
  });

  it('has an escaped reference and bar code, or a number', async () => {
    const variant = await create({ referencia: ' 3/4" ', codbarras: '<1>' });
    expect(variant).toMatchObject({ referencia: '3/4&quot;', codbarras: '&lt;1&gt;' });
    expect((await create({})).referencia).toMatch(/^\d+$/);
  });

  it('refuses a reference that is taken, and a missing product', async () => {
    const refused = await refusedInsert(bench, Variant, {
      idproducto: product.idproducto,
      referencia: 'm3-st',
    });
    expect(refused.codes).toEqual(['duplicated-reference']);
    expect((await refusedInsert(bench, Variant, {})).codes).toEqual(['field-can-not-be-null']);
    expect(await bench.run((c) => c.records.count(Variant))).toBe(1);
  });

  it('puts a sent stock into the default warehouse, and ignores it later', async () => {
    const variant = await create({ referencia: 'V', stockfis: 2.0004 });
    expect(variant.stockfis).toBe(2);
    await change(variant, { stockfis: 8 });
    expect((await bench.run((c) => c.records.find(Variant, variant.idvariante)))!.stockfis).toBe(2);
    expect((await storedProduct()).stockfis).toBe(2);
  });

  it('gives price and reference of the main one to the product', async () => {
    await create({ referencia: 'V', precio: 1 });
    await change(main, { referencia: 'M3-ST2', precio: 7 });
    expect(await storedProduct()).toMatchObject({ referencia: 'M3-ST2', precio: 7 });
  });

  it('stays the main one under a new reference, though others are older', async () => {
    const later = await create({ referencia: 'LATER', precio: 2 });
    await bench.run(async (c) => c.records.update(Product, product, { referencia: 'LATER' }));
    await change(later, { referencia: 'LATER-2' });
    expect(await storedProduct()).toMatchObject({ referencia: 'LATER-2', precio: 2 });
  });

  it('is followed by stock, pictures and prices of suppliers when it is renamed', async () => {
    const { idproducto } = product;
    await bench.run(async (c) => {
      await c.records.insert(Stock, { referencia: 'M3-ST', cantidad: 4 });
      const file = { filename: 'd.png', path: 'd.png', mimetype: 'image/png' };
      const { idfile } = await c.records.insert(AttachedFile, file);
      await c.records.insert(ProductImage, { idfile, idproducto, referencia: 'M3-ST' });
      await c.records.insert(SupplierProduct, {
        codproveedor: 'P',
        referencia: 'M3-ST',
        precio: 1,
      });
    });
    await change(main, { referencia: 'Ñandú' });
    for (const table of ['stocks', 'productos_imagenes', 'productosprov']) {
      const rows = (referencia: string) =>
        bench.run((c) => c.records.list(c.models.ofTable(table).entity, { referencia }));
      expect(await rows('M3-ST')).toEqual([]);
      expect(await rows('nandu')).toMatchObject([{ idproducto, referencia: 'Ñandú' }]);
    }
    await bench.run((c) => c.records.insert(Product, { referencia: 'M3-ST' }));
    const [stock] = await bench.run((c) => c.records.list(Stock));
    await bench.run((c) => c.records.update(Stock, stock!, { cantidad: 5 }));
    expect(await bench.run((c) => c.records.find(Variant, main.idvariante))).toMatchObject({
      stockfis: 5,
    });
  });

  it('takes its stock along to another product', async () => {
    const variant = await create({ referencia: 'V', stockfis: 3 });
    const other = await bench.run((c) => c.records.insert(Product, { referencia: 'OTHER' }));
    await change(variant, { idproducto: other.idproducto });
    expect((await storedProduct()).stockfis).toBe(0);
    expect(await bench.run((c) => c.records.find(Product, other.idproducto))).toMatchObject({
      referencia: 'OTHER',
      stockfis: 3,
    });
    expect(await bench.run((c) => c.records.count(Stock, { idproducto: other.idproducto }))).toBe(
      1,
    );
  });

  it('takes its stock and pictures along when it is deleted, but never the main one', async () => {
    const variant = await create({ referencia: 'V', stockfis: 3 });
    await bench.run((c) => c.records.remove(Variant, variant));
    expect(await bench.run((c) => c.records.count(Stock))).toBe(0);
    expect((await storedProduct()).stockfis).toBe(0);
    expect((await refusedRemoval(bench, Variant, main.idvariante)).codes).toEqual([
      'you-cant-delete-primary-variant',
    ]);
  });
});
