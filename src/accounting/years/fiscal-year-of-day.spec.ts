import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEngines } from '../../../test/support/describe-api.js';
import { draftOf, openBooks, YEAR } from '../../../test/support/ledger.js';
import type { RecordsBench } from '../../../test/support/records.js';
import { Company } from '../../company/index.js';
import { Account, FiscalYear, fiscalYearOf, postEntry, Subaccount } from '../index.js';

describeEngines('the fiscal year of a day', (engine) => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openBooks(engine);
    await bench.run(async (c) => {
      await c.records.insert(Company, { idempresa: 2, nombre: 'Dos', nombrecorto: '', cifnif: '' });
      const codejercicio = YEAR;
      const subaccount = { codejercicio, codsubcuenta: '5720000099', codcuentaesp: 'BANCO' };
      await c.records.insert(Subaccount, { ...subaccount, descripcion: 'Año <Ñ>' });
      await postEntry(draftOf('2026-05-05', [['5720000099', 5], ['7000000000', -5]]), c); // prettier-ignore
    });
  });
  afterAll(() => bench.close());

  const yearOf = (day: string, company = 1) => bench.run((c) => fiscalYearOf(company, day, c));

  it('is the open one that contains it', async () => {
    expect(await yearOf('2026-12-31')).toMatchObject({ codejercicio: YEAR });
  });

  it('is made with the chart of the latest one, without balances', async () => {
    const made = await yearOf('2028-02-29');
    expect(made).toMatchObject({ codejercicio: '2028', longsubcuenta: 10, nombre: 'Uno 2028' });
    await bench.run(async (c) => {
      const [codejercicio, before] = ['2028', YEAR];
      const accounts = await c.records.list(Account, { codejercicio }, { orderBy: ['codcuenta'] });
      const old = await c.records.list(
        Account,
        { codejercicio: before },
        { orderBy: ['codcuenta'] },
      );
      const shape = (each: Account) => [each.codcuenta, each.codcuentaesp, each.descripcion];
      expect(accounts.map(shape)).toEqual(old.map(shape));
      const codes = new Map(accounts.map((each) => [each.idcuenta, each.codcuenta]));
      for (const each of accounts) {
        expect(codes.get(each.parent_idcuenta ?? 0) ?? null).toBe(each.parent_codcuenta);
        expect([each.debe, each.haber, each.saldo]).toEqual([0, 0, 0]);
      }
      const subaccounts = await c.records.list(Subaccount, { codejercicio });
      expect(subaccounts).toHaveLength(await c.records.count(Subaccount, { codejercicio: before }));
      for (const each of subaccounts) {
        expect(codes.get(each.idcuenta)).toBe(each.codcuenta);
        expect([each.debe, each.haber, each.saldo]).toEqual([0, 0, 0]);
      }
      // Texts of the copy are found as those that a rule wrote.
      const found = await c.records.list(Subaccount, {
        codejercicio,
        descripcion: 'ano &lt;n&gt;',
      });
      expect(found).toMatchObject([{ codsubcuenta: '5720000099', codcuentaesp: 'BANCO' }]);
      expect(await c.records.list(Account, { codejercicio, parent_codcuenta: '57' })).toHaveLength(
        1,
      );
    });
  });

  it('takes entries at once', async () => {
    const amounts = [['4300000001', 3], ['7000000000', -3]] as const; // prettier-ignore
    const entry = await bench.run(async (c) => {
      const { codejercicio } = await fiscalYearOf(1, '2029-01-01', c);
      return postEntry(draftOf('2029-01-01', amounts, { codejercicio }), c);
    });
    expect(entry).toMatchObject({ codejercicio: '2029', numero: 1 });
    const top = await bench.run((c) =>
      c.records.first(Account, { codejercicio: '2029', codcuenta: '4' }),
    );
    expect(top).toMatchObject({ debe: 3, saldo: 3 });
  });

  it('of a company without a chart has none', async () => {
    expect(await yearOf('2026-01-01', 2)).toMatchObject({ codejercicio: '0026', nombre: '2026' });
    expect(await yearOf('2027-01-01', 2)).toMatchObject({ codejercicio: '2027' });
    const where = { codejercicio: ['0026', '2027'] };
    expect(await bench.run((c) => c.records.count(Account, where))).toBe(0);
  });

  it('is made once for parallel documents', async () => {
    const made = await Promise.all([1, 2, 3, 4].map(() => yearOf('2035-03-03')));
    expect(new Set(made.map(({ codejercicio }) => codejercicio))).toEqual(new Set(['2035']));
    const accounts = await bench.run((c) => c.records.count(Account, { codejercicio: '2035' }));
    expect(accounts).toBe(await bench.run((c) => c.records.count(Account, { codejercicio: YEAR })));
  });

  it('is refused when it is closed', async () => {
    await bench.run((c) =>
      c.records.assign(FiscalYear, { codejercicio: '2025' }, { estado: 'CERRADO' }),
    );
    await expect(yearOf('2025-05-05')).rejects.toThrow('closed-exercise');
  });
});
