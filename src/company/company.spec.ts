import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert, refusedRemoval } from '../../test/support/refusal.js';
import { FiscalYear } from '../accounting/index.js';
import { Product, Variant } from '../catalogue/index.js';
import { PaymentMethod } from '../payments/index.js';
import { Stock } from '../stock/index.js';
import { Company, Warehouse } from './index.js';

describe('companies', () => {
  let bench: RecordsBench;
  const create = (values: Partial<Company>) => bench.run((c) => c.records.insert(Company, values));
  const remove = (idempresa: number) =>
    bench.run(async (c) => c.records.remove(Company, (await c.records.find(Company, idempresa))!));

  beforeAll(async () => {
    bench = await openRecords({ codalmacen: '1', codpais: 'ESP', codpago: '1', idempresa: 1 });
    await create({ nombre: 'Acme' });
  });
  afterAll(() => bench.close());

  it('begins with a warehouse and a payment method', async () => {
    const { idempresa } = await create({
      ciudad: 'Soria',
      direccion: 'Calle Mayor 1',
      nombre: 'Beta, S.L.',
      nombrecorto: 'Beta',
    });
    expect(await bench.run((c) => c.records.list(PaymentMethod, { idempresa }))).toMatchObject([
      { activa: true, codpago: '2', descripcion: 'default', plazovencimiento: 0 },
    ]);
    expect(await bench.run((c) => c.records.list(Warehouse, { idempresa }))).toMatchObject([
      {
        activo: true,
        ciudad: 'Soria',
        codalmacen: '2',
        codpais: 'ESP',
        direccion: 'Calle Mayor 1',
        nombre: 'Beta',
      },
    ]);
    expect(await bench.run((c) => c.records.count(FiscalYear, { idempresa }))).toBe(0);
  });

  it('has defaults and names', async () => {
    const saved = await create({ nombre: 'Gamma & <Co>' });
    const stored = await bench.run((c) => c.records.find(Company, saved.idempresa));
    expect(stored).toEqual(saved);
    expect(stored).toMatchObject({
      codpais: 'ESP',
      email: '',
      fax: null,
      nombre: 'Gamma & &lt;Co&gt;',
      personafisica: false,
      regimeniva: 'General',
    });
    const [warehouse] = await bench.run((c) =>
      c.records.list(Warehouse, { idempresa: saved.idempresa }),
    );
    expect(warehouse?.nombre).toBe(stored?.nombre);
    expect((await refusedInsert(bench, Company, {})).problem).toMatchObject({
      code: 'field-can-not-be-null',
      field: 'nombre',
    });
    expect((await refusedInsert(bench, Company, { nombre: 'X', web: '//x.es' })).codes).toEqual([
      'invalid-web',
    ]);
  });

  it('stays when it is the default one', async () => {
    const { codes } = await refusedRemoval(bench, Company, 1);
    expect(codes).toEqual(['default-record-can-not-be-deleted']);
  });

  it('stays while it has documents or entries', async () => {
    const { idempresa } = await create({ nombre: 'Delta' });
    await bench.run(async (c) => {
      const year = { codejercicio: '2031', fechainicio: '2031-01-01', fechafin: '2031-12-31' };
      await c.records.insert(FiscalYear, { ...year, idempresa, nombre: '2031' });
      await c.transaction.run(
        `INSERT INTO asientos (codejercicio, editable, fecha, idempresa, numero) ` +
          `VALUES ('2031', 1, '2031-05-05', ?, 1)`,
        [idempresa],
      );
    });
    const { problem } = await refusedRemoval(bench, Company, idempresa);
    expect(problem).toMatchObject({
      code: 'company-has-documents',
      params: { tables: 'asientos' },
    });

    await bench.run((c) => c.transaction.run('DELETE FROM asientos'));
    await remove(idempresa);
    expect(await bench.run((c) => c.records.count(FiscalYear, { idempresa }))).toBe(0);
    expect(await bench.run((c) => c.records.count(Warehouse, { idempresa }))).toBe(0);
    expect(await bench.run((c) => c.records.count(PaymentMethod, { idempresa }))).toBe(0);
  });

  it('does not take the default warehouse along', async () => {
    const { idempresa } = await create({ nombre: 'Eta' });
    await bench.run((c) => c.records.assign(Warehouse, { codalmacen: '1' }, { idempresa }));
    const { problem } = await refusedRemoval(bench, Company, idempresa);
    expect(problem.params).toMatchObject({ setting: 'codalmacen' });
    await bench.run((c) => c.records.assign(Warehouse, { codalmacen: '1' }, { idempresa: 1 }));
  });

  it('takes its stock out of the totals', async () => {
    const { idempresa } = await create({ nombre: 'Zeta' });
    const [warehouse] = await bench.run((c) => c.records.list(Warehouse, { idempresa }));
    const idproducto = await stockOf('Z', [
      ['1', 3],
      [warehouse!.codalmacen, 2.5],
    ]);
    await remove(idempresa);
    expect(await bench.run((c) => c.records.find(Product, idproducto))).toMatchObject({
      stockfis: 3,
    });
  });

  async function stockOf(referencia: string, amounts: [string, number][]): Promise<number> {
    return bench.run(async (c) => {
      const { idproducto } = await c.records.insert(Product, { descripcion: 'x', referencia });
      if (!(await c.records.first(Variant, { referencia }))) {
        await c.records.insert(Variant, { idproducto, referencia });
      }
      for (const [codalmacen, cantidad] of amounts) {
        await c.records.insert(Stock, { cantidad, codalmacen, idproducto, referencia });
      }
      return idproducto;
    });
  }

  describe('warehouses', () => {
    it('belong to the default company unless told otherwise', async () => {
      const values = { codalmacen: 'A2', ciudad: 'Bilbao', nombre: 'Norte' };
      const saved = await bench.run((c) => c.records.insert(Warehouse, values));
      expect(saved).toMatchObject({ activo: true, apartado: null, codpais: 'ESP', idempresa: 1 });
      const { codes } = await refusedInsert(bench, Warehouse, { codalmacen: 'A3' });
      expect(codes).toEqual(['field-can-not-be-null']);
      const long = await refusedInsert(bench, Warehouse, { codalmacen: 'ABCDE', nombre: 'X' });
      expect(long.codes).toEqual(['invalid-alphanumeric-code']);
      expect(long.record.idempresa).toBeNull();
    });

    it('take their stock out of the totals', async () => {
      const idproducto = await stockOf('W', [
        ['1', 1.125],
        ['A2', 4],
      ]);
      await bench.run(async (c) =>
        c.records.remove(Warehouse, (await c.records.find(Warehouse, 'A2'))!),
      );
      expect(await bench.run((c) => c.records.find(Product, idproducto))).toMatchObject({
        stockfis: 1.125,
      });
      const variant = await bench.run((c) => c.records.first(Variant, { referencia: 'W' }));
      expect(variant).toMatchObject({ stockfis: 1.125 });
    });

    it('stay when they are the default one', async () => {
      const { codes } = await refusedRemoval(bench, Warehouse, '1');
      expect(codes).toEqual(['default-record-can-not-be-deleted']);
    });
  });
});
