import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../../test/support/records.js';
import { refusedInsert, refusedUpdate } from '../../../test/support/refusal.js';
import { Currency, Warehouse } from '../../company/index.js';
import type { Context } from '../../models/index.js';
import { Supplier } from '../../parties/index.js';
import { Product, SupplierProduct, Variant } from '../index.js';

const SETTINGS = { codalmacen: 'ALG', coddivisa: 'EUR' };
const OFFERS = [
  { codproveedor: 'A', precio: 10, dtopor: 10, actualizado: '2026-01-10 10:00:00' },
  { codproveedor: 'B', precio: 12, dtopor: 50, actualizado: '2026-02-10 10:00:00' },
];

describe('prices of suppliers', () => {
  let bench: RecordsBench;
  const create = (values: Partial<SupplierProduct>) =>
    bench.run((c) => c.records.insert(SupplierProduct, { codproveedor: 'A', ...values }));
  const variant = () =>
    bench.run(async (c) => (await c.records.first(Variant, { referencia: 'R' }))!);
  const choosePolicy = (costpricepolicy: string | null) =>
    bench.run((c) => {
      const properties = JSON.stringify({ ...SETTINGS, costpricepolicy });
      return c.records.assign(c.models.ofTable('settings').entity, {}, { properties });
    });

  beforeAll(async () => {
    bench = await openRecords(SETTINGS);
    await bench.run(async (c) => {
      await c.records.insert(Warehouse, { codalmacen: 'ALG', nombre: 'General' });
      await c.records.insert(Currency, { coddivisa: 'EUR', descripcion: 'Euro' });
      await c.records.insert(Currency, {
        coddivisa: 'USD',
        descripcion: 'Dollar',
        tasaconvcompra: 1.129,
      });
      await c.records.insert(Supplier, { codproveedor: 'A', nombre: 'A', cifnif: '' });
      await c.records.insert(Supplier, { codproveedor: 'B', nombre: 'B', cifnif: '' });
    });
  });
  beforeEach(async () => {
    await choosePolicy(null);
    await bench.run(async (c) => {
      for (const product of await c.records.list(Product)) await c.records.remove(Product, product);
      await c.records.insert(Product, { referencia: 'R', precio: 50 });
    });
  });
  afterAll(() => bench.close());

  it('fills in what follows from the price', async () => {
    const { idproducto } = await variant();
    expect(await create({ referencia: 'R', precio: 10, dtopor: 10, dtopor2: 5 })).toMatchObject({
      coddivisa: 'EUR',
      idproducto,
      neto: 8.55,
      netoeuros: 8.55,
      refproveedor: 'R',
      stock: 0,
    });
    const dollars = await create({ referencia: 'R', precio: 10, coddivisa: 'USD' });
    expect(dollars).toMatchObject({ neto: 10, netoeuros: 8.8574 });
  });

  it('was not confirmed in the future', async () => {
    const offer = await create({ referencia: 'R', actualizado: '2037-01-01 00:00:00' });
    expect(offer.actualizado?.slice(0, 4)).not.toBe('2037');
    const empty = await bench.run((c) =>
      c.records.update(SupplierProduct, offer, { actualizado: '' }),
    );
    expect(empty.actualizado).toMatch(/^\d{4}-/);
  });

  it('refuses a missing or unknown reference, and the same price twice', async () => {
    const without = await refusedInsert(bench, SupplierProduct, { codproveedor: 'A' });
    expect(without.problem).toMatchObject({ code: 'field-can-not-be-null', field: 'referencia' });
    const unknown = { codproveedor: 'A', referencia: 'NONE' };
    expect((await refusedInsert(bench, SupplierProduct, unknown)).codes).toEqual([
      'reference-not-found',
    ]);
    const { id } = await create({ referencia: 'R', precio: 1 });
    const again = { codproveedor: 'A', referencia: 'R', precio: 2 };
    expect((await refusedInsert(bench, SupplierProduct, again)).codes).toEqual([
      'duplicated-value',
    ]);
    const empty = { precio: '' as unknown as number };
    expect((await refusedUpdate(bench, SupplierProduct, id, empty)).codes).toEqual([
      'invalid-number',
    ]);
    expect(await bench.run((c) => c.records.count(SupplierProduct))).toBe(1);
  });

  it.each([
    [null, 0, 50],
    ['last-price', 6, 7.8],
    ['average-price', 7.5, 9.75],
    ['high-price', 9, 11.7],
    ['actual-price', 6, 7.8],
  ])(
    'changes the cost under %s to %d, and the price by the margin',
    async (policy, cost, price) => {
      await choosePolicy(policy);
      await bench.run(async (c) => c.records.update(Variant, await variantOf(c), { margen: 30 }));
      for (const offer of OFFERS) await create({ referencia: 'R', ...offer });
      expect(await variant()).toMatchObject({ coste: cost, precio: price });
      const [product] = await bench.run((c) => c.records.list(Product));
      expect(product?.precio).toBe(price);
    },
  );

  it('changes the cost when it changes and when it goes', async () => {
    await choosePolicy('high-price');
    const [first, second] = [
      await create({ referencia: 'R', ...OFFERS[0] }),
      await create({ referencia: 'R', ...OFFERS[1] }),
    ];
    await bench.run((c) => c.records.update(SupplierProduct, second, { dtopor: 0 }));
    expect((await variant()).coste).toBe(12);
    await bench.run((c) => c.records.remove(SupplierProduct, second));
    expect((await variant()).coste).toBe(9);
    await bench.run((c) => c.records.remove(SupplierProduct, first));
    expect((await variant()).coste).toBe(9);
  });

  it('compares in euros', async () => {
    await choosePolicy('high-price');
    await create({ referencia: 'R', precio: 10, coddivisa: 'USD' });
    await create({ referencia: 'R', precio: 9 });
    expect((await variant()).coste).toBe(9);
  });

  it('changes the costs of both variants when it turns to another one', async () => {
    await choosePolicy('last-price');
    await bench.run((c) => c.records.insert(Product, { referencia: 'R2' }));
    await create({ referencia: 'R', precio: 4, actualizado: '2026-01-10 10:00:00' });
    const offer = await create({ referencia: 'R', precio: 6, refproveedor: 'X' });
    await bench.run((c) => c.records.update(SupplierProduct, offer, { referencia: 'R2' }));
    const costs = await bench.run((c) => c.records.list(Variant));
    expect(costs.map(({ coste }) => coste)).toEqual([4, 6]);
  });

  it('costs the stock by the newest purchases that entered it', async () => {
    await choosePolicy('actual-price');
    const cost = await whileRefused(bench, async (c) => {
      await c.transaction.run('PRAGMA defer_foreign_keys = ON');
      const { idproducto } = await c.records.insert(Product, {
        referencia: 'BOUGHT',
        stockfis: 15,
      });
      const line = { idproducto, referencia: 'BOUGHT', actualizastock: 1 };
      await buy(c, 'albaran', 1, '2026-01-05', { ...line, cantidad: 100, pvpunitario: 1 });
      await buy(c, 'albaran', 2, '2026-02-05', { ...line, cantidad: 10, pvpunitario: 3 });
      await buy(c, 'factura', 3, '2026-03-05', {
        ...line,
        cantidad: 5,
        pvpunitario: 12,
        dtopor: 50,
      });
      const invoiced = { ...line, actualizastock: 0, cantidad: 50, pvpunitario: 99 };
      await buy(c, 'albaran', 4, '2026-04-05', invoiced);
      await c.records.insert(SupplierProduct, {
        codproveedor: 'A',
        referencia: 'BOUGHT',
        precio: 20,
      });
      return (await c.records.first(Variant, { referencia: 'BOUGHT' }))!.coste;
    });
    expect(cost).toBe(4);
  });
});

async function variantOf(c: Context): Promise<Variant> {
  return (await c.records.first(Variant, { referencia: 'R' }))!;
}

/** Runs work whose rows lack what they refer to, and undoes it. */
async function whileRefused<T>(bench: RecordsBench, work: (c: Context) => Promise<T>): Promise<T> {
  const undone = new Error('undone');
  let result: { value: T } | undefined;
  await expect(
    bench.run(async (c) => {
      result = { value: await work(c) };
      throw undone;
    }),
  ).rejects.toBe(undone);
  return result!.value;
}

async function buy(c: Context, kind: string, id: number, fecha: string, line: object) {
  const texts = ['cifnif', 'codejercicio', 'codigo', 'codpago', 'codserie', 'nombre', 'numero'];
  const values = { [`id${kind}`]: id, coddivisa: 'EUR', fecha, tasaconv: 1, hora: '10:00:00' };
  await write(c, kind === 'factura' ? 'facturasprov' : 'albaranesprov', {
    ...values,
    ...Object.fromEntries(texts.map((name) => [name, `${id}`])),
  });
  await write(c, kind === 'factura' ? 'lineasfacturasprov' : 'lineasalbaranesprov', {
    ...{ servido: 0, iva: 0, recargo: 0, dtopor: 0, dtopor2: 0, pvpsindto: 0, pvptotal: 0 },
    ...line,
    referencia__fold: 'bought',
    [`id${kind}`]: id,
  });
}

async function write(c: Context, table: string, values: Record<string, string | number>) {
  const names = Object.keys(values);
  await c.transaction.run(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    Object.values(values),
  );
}
