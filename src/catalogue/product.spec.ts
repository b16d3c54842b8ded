import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert, refusedUpdate } from '../../test/support/refusal.js';
import { Warehouse } from '../company/index.js';
import { AttachedFile, ProductImage } from '../files/index.js';
import { Stock } from '../stock/index.js';
import { Tax } from '../taxes/index.js';
import { Product, Variant } from './index.js';

describe('products', () => {
  let bench: RecordsBench;
  const create = (values: Partial<Product>) => bench.run((c) => c.records.insert(Product, values));
  const change = (product: Product, changes: Partial<Product>) =>
    bench.run((c) => c.records.update(Product, product, changes));
  const stored = async ({ idproducto }: Product) =>
    (await bench.run((c) => c.records.find(Product, idproducto)))!;
  const variants = ({ idproducto }: Product) =>
    bench.run((c) => c.records.list(Variant, { idproducto }));

  beforeAll(async () => {
    bench = await openRecords({ codalmacen: 'ALG', codimpuesto: 'IVA21' });
    await bench.run(async (c) => {
      await c.records.insert(Warehouse, { codalmacen: 'ALG', nombre: 'General' });
      await c.records.insert(Tax, { codimpuesto: 'IVA21', descripcion: 'IVA 21%', iva: 21 });
      await c.records.insert(Tax, { codimpuesto: 'IVA0', descripcion: 'IVA 0%', iva: 0 });
    });
  });
  beforeEach(() =>
    bench.run(async (c) => {
      for (const product of await c.records.list(Product)) await c.records.remove(Product, product);
    }),
  );
  afterAll(() => bench.close());

  it('has defaults and a main variant', async () => {
    const product = await create({ referencia: 'TOR-1', descripcion: ' <b>', precio: 0.35 });
    expect(product).toMatchObject({
      bloqueado: false,
      codimpuesto: 'IVA21',
      descripcion: '&lt;b&gt;',
      observaciones: '',
      publico: false,
      secompra: true,
      sevende: true,
      stockfis: 0,
      tipo: null,
      ventasinstock: true,
    });
    expect(await stored(product)).toEqual(product);
    expect(await variants(product)).toMatchObject([
      { coste: 0, margen: 0, precio: 0.35, referencia: 'TOR-1', stockfis: 0 },
    ]);
  });

  it('gets a number as its reference, one more than the highest of the variants', async () => {
    const first = await create({ referencia: 'A' });
    const { idproducto } = first;
    await bench.run((c) => c.records.insert(Variant, { idproducto, referencia: '41' }));
    expect((await create({ referencia: '' })).referencia).toBe('42');
    expect((await create({})).referencia).toBe('43');
  });

  it('refuses a reference that is taken, and stores nothing', async () => {
    const { idproducto } = await create({ referencia: 'TOR-1' });
    await bench.run((c) => c.records.insert(Variant, { idproducto, referencia: 'TOR-2' }));
    for (const referencia of ['tor-1', 'TOR-2']) {
      const refused = await refusedInsert(bench, Product, { referencia, descripcion: 'again' });
      expect(refused.codes).toEqual(['duplicated-reference']);
      expect(refused.record).toMatchObject({ idproducto: null, observaciones: '', precio: 0 });
    }
    const other = await create({ referencia: 'OTHER' });
    const changes = { referencia: 'TOR-2' };
    expect((await refusedUpdate(bench, Product, other.idproducto, changes)).codes).toEqual([
      'duplicated-reference',
    ]);
    expect(await bench.run((c) => c.records.count(Product))).toBe(2);
  });

  it('puts a sent stock into the default warehouse', async () => {
    const product = await create({ referencia: 'S', stockfis: 9 });
    expect(product.stockfis).toBe(9);
    expect(await bench.run((c) => c.records.list(Stock, { referencia: 'S' }))).toMatchObject([
      { cantidad: 9, codalmacen: 'ALG', disponible: 9, idproducto: product.idproducto },
    ]);
    expect(await stored(product)).toEqual(product);
    expect(await variants(product)).toMatchObject([{ stockfis: 9 }]);
  });

  it('ignores a stock that is sent for an existing product', async () => {
    const product = await create({ referencia: 'S', stockfis: 9 });
    await change(product, { stockfis: 7 });
    expect(product.stockfis).toBe(9);
    expect((await stored(product)).stockfis).toBe(9);
  });

  it('loses its stock when it is to have none, and keeps it when that is refused', async () => {
    const product = await create({ referencia: 'S', stockfis: 9, ventasinstock: false });
    const wrong = { nostock: true, codfamilia: 'NONE' };
    expect((await refusedUpdate(bench, Product, product.idproducto, wrong)).codes).toEqual([
      'reference-not-found',
    ]);
    expect(await bench.run((c) => c.records.count(Stock))).toBe(1);
    await change(product, { nostock: true });
    expect(await stored(product)).toMatchObject({ stockfis: 0, ventasinstock: true });
    expect(await variants(product)).toMatchObject([{ stockfis: 0 }]);
    expect(await bench.run((c) => c.records.count(Stock))).toBe(0);
  });

  it('begins without stock when it is to have none', async () => {
    expect((await create({ referencia: 'N', nostock: true, stockfis: 9 })).stockfis).toBe(0);
    expect(await bench.run((c) => c.records.count(Stock))).toBe(0);
  });

  it('is neither bought, sold nor shown while it is blocked', async () => {
    expect(await create({ referencia: 'B', bloqueado: true, publico: true })).toMatchObject({
      publico: false,
      secompra: false,
      sevende: false,
    });
  });

  it.each([
    [{ excepcioniva: 'ES_20' }, 'product-with-tax-exception-distinct-cero'],
    [{ excepcioniva: 'ES_20', codimpuesto: null }, 'product-without-tax'],
  ])('refuses the exemption of %o', async (values, code) => {
    expect((await refusedInsert(bench, Product, { ...values, referencia: 'E' })).codes).toEqual([
      code,
    ]);
    expect(await bench.run((c) => c.records.count(Variant))).toBe(0);
  });

  it('takes an exemption with a tax of zero', async () => {
    const exempt = { excepcioniva: 'ES_20', codimpuesto: 'IVA0', referencia: 'E' };
    expect(await create(exempt)).toMatchObject(exempt);
  });

  it('hands a new price on to its main variant', async () => {
    const product = await create({ referencia: 'P', precio: 10 });
    const { idproducto } = product;
    await bench.run((c) => c.records.insert(Variant, { idproducto, referencia: 'P-2', precio: 5 }));
    await change(product, { precio: 20 });
    expect(await variants(product)).toMatchObject([{ precio: 20 }, { precio: 5 }]);
    expect((await stored(product)).precio).toBe(20);
  });

  it('keeps the price that the margin of its main variant fixes', async () => {
    const product = await create({ referencia: 'P', precio: 10 });
    const [main] = await variants(product);
    await bench.run((c) => c.records.update(Variant, main!, { coste: 8, margen: 25 }));
    await change(await stored(product), { precio: 99 });
    expect(await variants(product)).toMatchObject([{ precio: 10 }]);
    expect((await stored(product)).precio).toBe(10);
  });

  it('renames its main variant with itself', async () => {
    const product = await create({ referencia: 'M3-A', stockfis: 2 });
    await change(product, { referencia: 'M3-B', precio: 3 });
    expect(await variants(product)).toMatchObject([{ precio: 3, referencia: 'M3-B', stockfis: 2 }]);
    expect(await bench.run((c) => c.records.count(Stock, { referencia: 'M3-B' }))).toBe(1);
  });

  it('changes the letters of its reference from small to capital', async () => {
    const product = await create({ referencia: 'm3', stockfis: 2 });
    await change(product, { referencia: 'M3' });
    expect(await variants(product)).toMatchObject([{ referencia: 'M3', stockfis: 2 }]);
    const [stock] = await bench.run((c) => c.records.list(Stock));
    expect(stock?.referencia).toBe('M3');
  });

  it('chooses another main variant by its reference', async () => {
    const product = await create({ referencia: 'P', precio: 10 });
    const { idproducto } = product;
    await bench.run((c) => c.records.insert(Variant, { idproducto, referencia: 'P-2', precio: 5 }));
    await change(product, { referencia: 'P-2' });
    expect(await stored(product)).toMatchObject({ referencia: 'P-2', precio: 5 });
    expect(await variants(product)).toMatchObject([{ referencia: 'P' }, { referencia: 'P-2' }]);
  });

  it('takes variants, stock and pictures along when it is deleted', async () => {
    const product = await create({ referencia: 'D', stockfis: 2 });
    await bench.run(async (c) => {
      const file = { filename: 'd.png', path: 'd.png', mimetype: 'image/png' };
      const { idfile } = await c.records.insert(AttachedFile, file);
      await c.records.insert(ProductImage, { idfile, idproducto: product.idproducto });
      await c.records.remove(Product, product);
    });
    for (const table of ['productos', 'variantes', 'stocks', 'productos_imagenes']) {
      expect(await bench.run((c) => c.records.count(c.models.ofTable(table).entity))).toBe(0);
    }
  });
});
