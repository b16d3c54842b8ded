import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { Customer, CustomerGroup, Supplier } from './index.js';

describe('ledger accounts of parties', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openRecords({ idempresa: 1 });
  });
  afterAll(() => bench.close());

  const nobody = { nombre: 'x', cifnif: '' };
  const addYear = (code: string, first: string, last: string, length: number) =>
    bench.run((c) =>
      c.records.insert(c.models.ofTable('ejercicios').entity, {
        codejercicio: code,
        fechainicio: first,
        fechafin: last,
        longsubcuenta: length,
        idempresa: 1,
      }),
    );
  const saved = (codsubcuenta: string | null) =>
    bench.run(
      async (c) => (await c.records.insert(Customer, { ...nobody, codsubcuenta })).codsubcuenta,
    );

  it('stay abbreviated without a fiscal year', async () => {
    expect(await saved('430.5')).toBe('430.5');
  });

  it('are expanded to the length of the year of today, else of the latest one', async () => {
    await bench.run((c) =>
      c.transaction.run("INSERT INTO empresas (idempresa, nombre) VALUES (1, 'E')"),
    );
    await addYear('0001', '1990-01-01', '1990-12-31', 12);
    expect(await saved('430.5')).toBe('430000000005');
    await addYear('0002', '2000-01-01', '2900-12-31', 8);
    expect(await saved('430.5')).toBe('43000005');
    await addYear('0003', '2901-01-01', '2901-12-31', 10);
    expect(await saved('430.55')).toBe('43000055');
    for (const code of ['43.0.5', '43000001', null]) expect(await saved(code)).toBe(code);
  });

  it('are so for suppliers and groups, and when they change', async () => {
    await bench.run(async (c) => {
      const supplier = await c.records.insert(Supplier, { ...nobody, codsubcuenta: '400.7' });
      expect(supplier.codsubcuenta).toBe('40000007');
      const values = { codgrupo: 'G', nombre: 'x', codsubcuenta: '430.9' };
      const group = await c.records.insert(CustomerGroup, values);
      expect(group.codsubcuenta).toBe('43000009');
      await c.records.update(CustomerGroup, group, { codsubcuenta: '4300.1' });
      expect((await c.records.find(CustomerGroup, 'G'))?.codsubcuenta).toBe('43000001');
    });
  });
});
