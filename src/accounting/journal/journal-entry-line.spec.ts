import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  draftOf,
  openBooks,
  plainBalances,
  storedBalances,
  YEAR,
} from '../../../test/support/ledger.js';
import type { RecordsBench } from '../../../test/support/records.js';
import { refusedInsert, refusedRemoval, refusedUpdate } from '../../../test/support/refusal.js';
import {
  Account,
  FiscalYear,
  JournalEntry,
  JournalEntryLine,
  postEntry,
  removeEntry,
  Subaccount,
  VatSettlement,
} from '../index.js';

const [CUSTOMER, SALES] = ['4300000001', '7000000000'];

describe('journal lines', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openBooks();
  });
  afterAll(() => bench.close());
  afterEach(async () => {
    expect(await storedBalances(bench)).toEqual(await plainBalances(bench));
  });

  const post = (fecha = '2026-03-01', amount = 10) =>
    bench.run((c) => postEntry(draftOf(fecha, [[CUSTOMER, amount], [SALES, -amount]]), c)); // prettier-ignore
  const entry = (values: Partial<JournalEntry> = {}) =>
    bench.run((c) =>
      c.records.insert(JournalEntry, { concepto: 'x', fecha: '2026-03-01', ...values }),
    );
  const add = (values: Partial<JournalEntryLine>) =>
    bench.run((c) => c.records.insert(JournalEntryLine, { concepto: 'x', ...values }));
  const linesOf = (idasiento: number) =>
    bench.run((c) => c.records.list(JournalEntryLine, { idasiento }));
  const change = (key: number, values: Partial<JournalEntryLine>) =>
    bench.run(async (c) => {
      await c.records.update(
        JournalEntryLine,
        (await c.records.find(JournalEntryLine, key))!,
        values,
      );
    });
  const stored = (key: number) => bench.run((c) => c.records.find(JournalEntryLine, key));
  const remove = (key: number) =>
    bench.run(async (c) =>
      c.records.remove(JournalEntryLine, (await c.records.find(JournalEntryLine, key))!),
    );
  const subaccount = async (codsubcuenta: string) =>
    (await bench.run((c) => c.records.first(Subaccount, { codsubcuenta, codejercicio: YEAR })))!;

  describe('that are new', () => {
    it('have the defaults and find their ledger accounts by code', async () => {
      const { idasiento } = await entry();
      const line = await add({
        idasiento,
        codsubcuenta: ` ${CUSTOMER} `,
        codcontrapartida: SALES,
        concepto: ' "x" ',
        debe: 10,
        saldo: 999,
      });
      expect(line).toMatchObject({
        baseimponible: 0,
        coddivisa: 'EUR',
        codsubcuenta: CUSTOMER,
        concepto: '&quot;x&quot;',
        debe: 10,
        haber: 0,
        idcontrapartida: (await subaccount(SALES)).idsubcuenta,
        idsubcuenta: (await subaccount(CUSTOMER)).idsubcuenta,
        iva: null,
        orden: 0,
        punteada: false,
        recargo: 0,
        saldo: 10,
        tasaconv: 1,
      });
    });

    it('may have both sides, a negative one, or fractions of a cent', async () => {
      const { idasiento } = await entry();
      for (const values of [
        { debe: 3, haber: 2 },
        { debe: -4 },
        { debe: 0.004 },
        { debe: 0.004 },
      ]) {
        await add({ idasiento, codsubcuenta: '5550000000', ...values });
      }
      expect(await subaccount('5550000000')).toMatchObject({ debe: -0.99, haber: 2, saldo: -2.99 });
      const lines = await linesOf(idasiento);
      for (const { idpartida } of lines) await remove(idpartida);
      expect(await subaccount('5550000000')).toMatchObject({ debe: 0, haber: 0, saldo: 0 });
    });

    it('have no counterpart that is unknown', async () => {
      const { idasiento } = await entry();
      const values = {
        idasiento,
        codsubcuenta: SALES,
        codcontrapartida: '999',
        idcontrapartida: 1,
      };
      expect(await add(values)).toMatchObject({ codcontrapartida: null, idcontrapartida: null });
    });

    it.each([
      [{ codsubcuenta: '999' }, 'subaccount-not-in-exercise', 'codsubcuenta'],
      [{ codsubcuenta: '572.0' }, 'subaccount-not-in-exercise', 'codsubcuenta'],
      [{ codsubcuenta: null, idsubcuenta: 1 }, 'field-can-not-be-null', 'codsubcuenta'],
      [{ idsubcuenta: 999 }, 'subaccount-mismatch', 'idsubcuenta'],
      [{ concepto: '' }, 'field-can-not-be-null', 'concepto'],
      [{ idasiento: 99999 }, 'reference-not-found', 'idasiento'],
      [{ idasiento: null }, 'field-can-not-be-null', 'idasiento'],
      [{ debe: 1e13 }, 'number-out-of-range', 'debe'],
      [{ haber: -1e300 }, 'number-out-of-range', 'haber'],
      [{ haber: '' }, 'invalid-number', 'haber'],
      [{ factura: 'x'.repeat(16) }, 'field-value-too-long', 'factura'],
    ])('refuse %j', async (values, code, field) => {
      const { idasiento } = await entry();
      const wrong = { idasiento, codsubcuenta: CUSTOMER, concepto: 'x', debe: 1, ...values };
      const refused = await refusedInsert(bench, JournalEntryLine, wrong as Partial<JournalEntryLine>); // prettier-ignore
      expect([refused.codes, refused.problem.field]).toEqual([[code], field]);
    });

    it('are shown without the ledger account that there is not', async () => {
      const { idasiento } = await entry();
      const wrong = { idasiento, codsubcuenta: '999', idsubcuenta: 3, concepto: 'x' };
      const { record } = await refusedInsert(bench, JournalEntryLine, wrong);
      expect(record).toMatchObject({ codsubcuenta: '999', idsubcuenta: null });
    });

    it('of another fiscal year are on its ledger accounts', async () => {
      await bench.run(async (c) => {
        const values = { codejercicio: '2025', descripcion: 'x' };
        await c.records.insert(Account, { ...values, codcuenta: '430' });
        await c.records.insert(Subaccount, { ...values, codsubcuenta: CUSTOMER });
      });
      const { idasiento } = await entry({ fecha: '2025-01-01' });
      const line = await add({ idasiento, codsubcuenta: CUSTOMER, debe: 1 });
      const other = await subaccount(CUSTOMER);
      expect(line.idsubcuenta).not.toBe(other.idsubcuenta);
      const { codes } = await refusedInsert(bench, JournalEntryLine, {
        idasiento,
        codsubcuenta: CUSTOMER,
        idsubcuenta: other.idsubcuenta,
        concepto: 'x',
      });
      expect(codes).toEqual(['subaccount-mismatch']);
      await bench.run((c) => removeEntry(idasiento, c));
      await bench.run((c) => c.records.discard(Account, { codejercicio: '2025' }));
    });
  });

  describe('that change', () => {
    it('carry their balances with them', async () => {
      const [first, second] = [await post('2026-03-01'), await post('2026-03-02')];
      const [line] = await linesOf(first.idasiento);
      await change(line!.idpartida, { debe: 25 });
      expect((await linesOf(second.idasiento))[0]!.saldo).toBe((await stored(line!.idpartida))!.saldo + 10); // prettier-ignore
      await change(line!.idpartida, { codsubcuenta: '5720000000' });
      const bank = await subaccount('5720000000');
      expect(await stored(line!.idpartida)).toMatchObject({
        codsubcuenta: '5720000000',
        idsubcuenta: bank.idsubcuenta,
        saldo: bank.saldo,
      });
    });

    it('name another ledger account by its code', async () => {
      const [line] = await linesOf((await post()).idasiento);
      const { idpartida, idsubcuenta } = line!;
      const bank = await subaccount('5720000000');
      const other = { idsubcuenta: bank.idsubcuenta };
      const refused = await refusedUpdate(bench, JournalEntryLine, idpartida, other);
      expect(refused.codes).toEqual(['subaccount-mismatch']);
      // What the record had before is sent along by clients that send everything.
      await change(idpartida, { codsubcuenta: '5720000000', idsubcuenta });
      expect(await stored(idpartida)).toMatchObject(other);
    });

    it('move to another entry when both are open', async () => {
      const [from, to] = [await post('2026-03-05'), await post('2026-02-05')];
      const [line] = await linesOf(from.idasiento);
      const { idpartida } = line!;
      const move = { idasiento: to.idasiento };
      const set = (idasiento: number, editable: boolean) =>
        bench.run((c) => c.records.assign(JournalEntry, { idasiento }, { editable }));
      for (const locked of [from, to]) {
        await set(locked.idasiento, false);
        const { codes } = await refusedUpdate(bench, JournalEntryLine, idpartida, move);
        expect(codes).toEqual(['non-editable-accounting-entry']);
        await set(locked.idasiento, true);
      }
      await change(idpartida, move);
      expect(await linesOf(to.idasiento)).toHaveLength(3);
    });

    it('may be checked off and described anew', async () => {
      const [line] = await linesOf((await post()).idasiento);
      await change(line!.idpartida, { punteada: true, concepto: 'y', saldo: 5 });
      const { saldo } = line!;
      expect(await stored(line!.idpartida)).toMatchObject({ punteada: true, concepto: 'y', saldo });
    });
  });

  it('of an entry that is closed, declared or locked stay as they are', async () => {
    const { idasiento } = await post('2026-05-05');
    const [line] = await linesOf(idasiento);
    const { idpartida } = line!;
    const refusals = async () => [
      await refusedInsert(bench, JournalEntryLine, { idasiento, codsubcuenta: SALES, concepto: 'x' }), // prettier-ignore
      await refusedUpdate(bench, JournalEntryLine, idpartida, { concepto: 'y' }),
      await refusedRemoval(bench, JournalEntryLine, idpartida),
    ];
    const setEntry = (editable: boolean) =>
      bench.run((c) => c.records.assign(JournalEntry, { idasiento }, { editable }));
    await setEntry(false);
    for (const { codes } of await refusals()) {
      expect(codes).toEqual(['non-editable-accounting-entry']);
    }
    await setEntry(true);
    const setYear = (estado: string) =>
      bench.run((c) => c.records.assign(FiscalYear, { codejercicio: YEAR }, { estado }));
    await setYear('CERRADO');
    for (const { codes } of await refusals()) expect(codes).toEqual(['closed-exercise']);
    await setYear('ABIERTO');
    const { idregiva } = await bench.run((c) =>
      c.records.insert(VatSettlement, { codejercicio: YEAR, periodo: 'T2', bloquear: true }),
    );
    for (const { codes } of await refusals()) {
      expect(codes).toEqual(['accounting-within-regularization']);
    }
    await bench.run((c) => c.records.discard(VatSettlement, { idregiva }));
    await remove(idpartida);
    await bench.run((c) => removeEntry(idasiento, c));
  });

  it('of the entry of a document keep their amounts', async () => {
    const { idasiento } = await post('2026-06-01');
    const manual = await post('2026-06-02');
    await bench.run(async (c) => {
      const sql = 'INSERT INTO pagoscli (idrecibo, fecha, idasiento) VALUES (1, ?, ?)';
      await c.transaction.run('PRAGMA defer_foreign_keys = ON');
      await c.transaction.run(sql, ['2026-06-01', idasiento]);
      await c.transaction.run(
        "INSERT INTO clientes (codcliente, nombre, cifnif) VALUES ('A', 'x', '')",
      );
      await c.transaction.run(
        `INSERT INTO recibospagoscli (idrecibo, codcliente, fecha, idempresa)
         VALUES (1, 'A', '2026-06-01', 1)`,
      );
    });
    const [line] = await linesOf(idasiento);
    const [other] = await linesOf(manual.idasiento);
    const blank = { idasiento, codsubcuenta: SALES, concepto: 'x' };
    const refusals = [
      await refusedInsert(bench, JournalEntryLine, { ...blank, haber: 1 }),
      await refusedUpdate(bench, JournalEntryLine, line!.idpartida, { debe: 11 }),
      await refusedUpdate(bench, JournalEntryLine, line!.idpartida, { idasiento: manual.idasiento }), // prettier-ignore
      await refusedUpdate(bench, JournalEntryLine, other!.idpartida, { idasiento }),
      await refusedRemoval(bench, JournalEntryLine, line!.idpartida),
    ];
    for (const { codes } of refusals) expect(codes).toEqual(['accounting-entry-of-document']);
    const empty = await add(blank);
    await change(line!.idpartida, { concepto: 'y', codsubcuenta: '5720000000' });
    await remove(empty.idpartida);
    // The entry as a whole may go.
    await bench.run(async (c) =>
      c.records.remove(JournalEntry, (await c.records.find(JournalEntry, idasiento))!),
    );
  });
});
