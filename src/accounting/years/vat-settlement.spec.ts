import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { draftOf, openBooks, YEAR } from '../../../test/support/ledger.js';
import type { RecordsBench } from '../../../test/support/records.js';
import { refusedInsert, refusedUpdate } from '../../../test/support/refusal.js';
import { Company } from '../../company/index.js';
import { FiscalYear, isPeriodLocked, JournalEntry, postEntry, Subaccount, VatSettlement } from '../index.js'; // prettier-ignore

describe('VAT periods', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openBooks();
    await bench.run((c) => c.records.insert(Company, { idempresa: 2, nombre: 'Dos', cifnif: '' }));
  });
  afterAll(() => bench.close());
  afterEach(() => bench.run((c) => c.records.discard(VatSettlement, {})));

  const add = (values: Partial<VatSettlement>) =>
    bench.run((c) => c.records.insert(VatSettlement, values));
  const keyOf = async (codsubcuenta: string) =>
    (await bench.run((c) => c.records.first(Subaccount, { codsubcuenta })))!.idsubcuenta;

  it('have days, company and ledger accounts of their own accord', async () => {
    expect(await add({ codejercicio: YEAR, periodo: '02' })).toMatchObject({
      bloquear: false,
      codejercicio: YEAR,
      codsubcuentaacr: '4750000000',
      codsubcuentadeu: '4700000000',
      fechaasiento: null,
      fechafin: '2026-02-28',
      fechainicio: '2026-02-01',
      idasiento: null,
      idempresa: 1,
      idsubcuentaacr: await keyOf('4750000000'),
      idsubcuentadeu: await keyOf('4700000000'),
    });
    const days = { fechainicio: '2026-02-10', fechafin: '2026-02-12' };
    expect(await add({ codejercicio: YEAR, ...days })).toMatchObject({ periodo: 'T1', ...days });
    const half = await add({ codejercicio: YEAR, periodo: 'T4', fechainicio: '2026-02-10' });
    expect(half).toMatchObject({ fechainicio: '2026-10-01', fechafin: '2026-12-31' });
  });

  it('are of the present fiscal year of the company', async () => {
    const today = await bench.run((c) => Promise.resolve(c.today));
    const other = await bench.run((c) =>
      c.records.insert(FiscalYear, {
        codejercicio: '0002',
        idempresa: 2,
        fechainicio: `${Number(today.slice(0, 4)) - 1}-01-01`,
        fechafin: `${Number(today.slice(0, 4)) + 1}-12-31`,
      }),
    );
    const own = await add({});
    expect([own.idempresa, own.codejercicio]).not.toContain(other.codejercicio);
    expect(own.idempresa).toBe(1);
    expect(await add({ idempresa: 2 })).toMatchObject({ codejercicio: '0002' });
  });

  it('have no ledger accounts in a year without a chart', async () => {
    expect(await add({ codejercicio: '2025' })).toMatchObject({
      codsubcuentaacr: null,
      idsubcuentadeu: null,
    });
  });

  it('take the ledger accounts that are named, both or none', async () => {
    const codes = { codsubcuentaacr: '4770000000', codsubcuentadeu: '4720000000' };
    const own = await add({ codejercicio: YEAR, ...codes });
    expect(own).toMatchObject({ ...codes, idsubcuentaacr: await keyOf('4770000000') });
    const changed = await bench.run((c) =>
      c.records.update(VatSettlement, own, { codsubcuentadeu: '' }),
    );
    expect(changed).toMatchObject({
      codsubcuentaacr: '4750000000',
      idsubcuentaacr: await keyOf('4750000000'),
      codsubcuentadeu: '4700000000',
    });
  });

  it.each([
    [{ codejercicio: YEAR, idempresa: 2 }, 'exercise-company-mismatch', 'idempresa'],
    [{ codejercicio: 'NO' }, 'reference-not-found', 'codejercicio'],
    [{ codejercicio: YEAR, periodo: 'x'.repeat(9) }, 'field-value-too-long', 'periodo'],
    [
      { codejercicio: YEAR, codsubcuentaacr: '999', codsubcuentadeu: '4700000000' },
      'subaccount-not-in-exercise',
      'codsubcuentaacr',
    ],
    [
      { codejercicio: YEAR, fechainicio: '2026-03-01', fechafin: '2026-02-01' },
      'start-date-after-end-date',
      'fechainicio',
    ],
  ])('refuse %j', async (values, code, field) => {
    const { codes, problem } = await refusedInsert(bench, VatSettlement, values);
    expect([codes, problem.field]).toEqual([[code], field]);
  });

  it('of a closed year stay as they are', async () => {
    const { idregiva } = await add({ codejercicio: YEAR });
    const set = (estado: string) =>
      bench.run((c) => c.records.assign(FiscalYear, { codejercicio: YEAR }, { estado }));
    await set('CERRADO');
    const { codes } = await refusedUpdate(bench, VatSettlement, idregiva, { bloquear: true });
    expect(codes).toEqual(['closed-exercise']);
    expect((await refusedInsert(bench, VatSettlement, { codejercicio: YEAR })).codes).toEqual(
      codes,
    );
    await set('ABIERTO');
  });

  it('lock their days, first and last included, in the books of their company', async () => {
    await add({ codejercicio: YEAR, periodo: 'Y' });
    const is = (fecha: string, idempresa = 1) =>
      bench.run((c) => isPeriodLocked(idempresa, fecha, c));
    expect(await is('2026-02-01')).toBe(false);
    await add({ codejercicio: YEAR, periodo: '02', bloquear: true });
    await add({ codejercicio: YEAR, periodo: '02' });
    const days = ['2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01'];
    expect(await Promise.all(days.map((day) => is(day)))).toEqual([false, true, true, false]);
    expect(await is('2026-02-01', 2)).toBe(false);
  });

  it('take the entry that settles them along, where it may go', async () => {
    const amounts = [['4770000000', 1], ['4720000000', -1]] as const; // prettier-ignore
    const post = () => bench.run((c) => postEntry(draftOf('2026-02-28', amounts), c));
    const there = (idasiento: number) => bench.run((c) => c.records.find(JournalEntry, idasiento));
    const remove = (record: VatSettlement) =>
      bench.run((c) => c.records.remove(VatSettlement, record));
    const [one, two] = [await post(), await post()];
    const values = { codejercicio: YEAR, periodo: '02', bloquear: true };
    const [first, second] = [
      await add({ ...values, idasiento: one.idasiento }),
      await add({ ...values, idasiento: two.idasiento }),
    ];
    await remove(first);
    expect(await there(one.idasiento)).not.toBeNull();
    await remove(second);
    expect(await there(two.idasiento)).toBeNull();
  });
});
