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
import { Company } from '../../company/index.js';
import { LogMessage } from '../../log/index.js';
import {
  FiscalYear,
  JournalEntry,
  JournalEntryLine,
  postEntry,
  removeEntry,
  VatSettlement,
} from '../index.js';

describe('journal entries', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openBooks();
    await bench.run((c) => c.records.insert(Company, { idempresa: 2, nombre: 'Dos', cifnif: '' }));
  });
  afterAll(() => bench.close());
  afterEach(async () => {
    expect(await storedBalances(bench)).toEqual(await plainBalances(bench));
  });

  const add = (values: Partial<JournalEntry>) =>
    bench.run((c) => c.records.insert(JournalEntry, { concepto: 'x', ...values }));
  const change = (key: number, values: Partial<JournalEntry>) =>
    bench.run(async (c) =>
      c.records.update(JournalEntry, (await c.records.find(JournalEntry, key))!, values),
    );
  const remove = (key: number) =>
    bench.run(async (c) =>
      c.records.remove(JournalEntry, (await c.records.find(JournalEntry, key))!),
    );
  const sale = (fecha: string) =>
    bench.run((c) => postEntry(draftOf(fecha, [['4300000001', 10], ['7000000000', -10]]), c)); // prettier-ignore
  const setYear = (estado: string) =>
    bench.run((c) => c.records.assign(FiscalYear, { codejercicio: YEAR }, { estado }));
  const lock = (fechainicio: string, fechafin: string, bloquear = true, idempresa = 1) =>
    bench.run((c) =>
      c.records.insert(VatSettlement, {
        codejercicio: idempresa === 1 ? YEAR : '0026',
        idempresa,
        fechainicio,
        fechafin,
        bloquear,
      }),
    );

  describe('that are new', () => {
    it('have the defaults, an escaped text and the next number, whatever was sent', async () => {
      const entry = await add({ codejercicio: YEAR, fecha: '2026-01-05', numero: 77, canal: 0 });
      expect(entry).toMatchObject({
        canal: null,
        documento: null,
        editable: true,
        idempresa: 1,
        importe: 0,
        numero: 1,
        operacion: null,
      });
      const next = await add({ codejercicio: YEAR, fecha: '2026-01-01', concepto: ' <b> ' });
      expect(next).toMatchObject({ numero: 2, concepto: '&lt;b&gt;' });
    });

    it('find the fiscal year of their day, which is made when there is none', async () => {
      expect(await add({ fecha: '2025-06-01' })).toMatchObject({ codejercicio: '2025', numero: 1 });
      expect(await add({ fecha: '2031-06-01' })).toMatchObject({ codejercicio: '2031', numero: 1 });
    });

    it.each([
      [{ concepto: '' }, 'field-can-not-be-null', 'concepto'],
      [{ concepto: null }, 'field-can-not-be-null', 'concepto'],
      [{ fecha: '' }, 'invalid-date', 'fecha'],
      [{ fecha: '2019-05-01' }, 'date-out-of-exercise', 'fecha'],
      [{ idempresa: 2 }, 'exercise-company-mismatch', 'idempresa'],
      [{ codejercicio: 'NO' }, 'reference-not-found', 'codejercicio'],
      [{ iddiario: 99 }, 'reference-not-found', undefined],
    ])('refuse %j', async (values, code, field) => {
      const wrong = { concepto: 'x', codejercicio: YEAR, fecha: '2026-01-05', ...values };
      const { codes, problem } = await refusedInsert(bench, JournalEntry, wrong as Partial<JournalEntry>); // prettier-ignore
      expect(codes).toEqual([code]);
      if (field) expect(problem.field).toBe(field);
    });

    it('take the number of the last one that was deleted', async () => {
      const { idasiento, numero } = await add({ fecha: '2026-01-05' });
      await remove(idasiento);
      expect(await add({ fecha: '2026-01-05' })).toMatchObject({ numero });
    });
  });

  describe('that change', () => {
    it('stay in their fiscal year', async () => {
      const { idasiento } = await sale('2026-02-01');
      for (const [values, field] of [
        [{ codejercicio: '2025', fecha: '2025-02-01' }, 'codejercicio'],
        [{ fecha: '2025-12-31' }, 'fecha'],
      ] as const) {
        const { codes, problem } = await refusedUpdate(bench, JournalEntry, idasiento, values);
        expect(codes).toEqual(['cant-change-accounting-entry-exercise']);
        expect(problem.field).toBe(field);
      }
      const company = await refusedUpdate(bench, JournalEntry, idasiento, { idempresa: 2 });
      expect(company.codes).toEqual(['exercise-company-mismatch']);
    });

    it('move their lines with their day and number', async () => {
      const [first, second] = [await sale('2026-02-02'), await sale('2026-02-04')];
      await change(second.idasiento, { fecha: '2026-02-01' });
      await change(first.idasiento, { fecha: '2026-02-01', numero: 500 });
      expect(await change(second.idasiento, { numero: 501 })).toMatchObject({ numero: 501 });
      expect((await add({ fecha: '2026-02-01' })).numero).toBe(502);
    });

    it('keep numbers apart', async () => {
      const [one, two] = [await sale('2026-02-02'), await sale('2026-02-02')];
      const { codes, problem } = await refusedUpdate(bench, JournalEntry, two.idasiento, {
        numero: one.numero,
      });
      expect([codes, problem.field]).toEqual([['duplicated-value'], 'numero']);
      await bench.run((c) => removeEntry(two.idasiento, c));
    });

    it('are locked and unlocked, and refuse the rest while locked', async () => {
      const { idasiento } = await sale('2026-02-03');
      expect(await change(idasiento, { editable: false })).toMatchObject({ editable: false });
      const { codes } = await refusedUpdate(bench, JournalEntry, idasiento, { concepto: 'y' });
      expect(codes).toEqual(['non-editable-accounting-entry']);
      expect(await change(idasiento, {})).toMatchObject({ concepto: 'Asiento' });
      expect((await refusedRemoval(bench, JournalEntry, idasiento)).codes).toEqual(codes);
      const unlocked = await change(idasiento, { editable: true, concepto: 'y' });
      expect(unlocked).toMatchObject({ editable: true, concepto: 'y' });
      await remove(idasiento);
    });
  });

  it('in a closed year stay as they are', async () => {
    const { idasiento } = await sale('2026-03-01');
    await setYear('CERRADO');
    const refusals = [
      await refusedInsert(bench, JournalEntry, { codejercicio: YEAR, fecha: '2026-03-01', concepto: 'x' }), // prettier-ignore
      await refusedInsert(bench, JournalEntry, { fecha: '2026-03-01', concepto: 'x' }),
      await refusedUpdate(bench, JournalEntry, idasiento, { concepto: 'y' }),
      await refusedRemoval(bench, JournalEntry, idasiento),
    ];
    for (const { codes } of refusals) expect(codes).toEqual(['closed-exercise']);
    await expect(sale('2026-03-01')).rejects.toThrow('closed-exercise');
    await expect(bench.run((c) => removeEntry(idasiento, c))).rejects.toThrow('closed-exercise');
    await setYear('ABIERTO');
    await remove(idasiento);
  });

  describe('in a locked VAT period', () => {
    const CODE = ['accounting-within-regularization'];

    it('do not come, change, leave or go', async () => {
      const inside = await sale('2026-04-15');
      const outside = await sale('2026-07-15');
      // An open period that covers the same days does not open them.
      await lock('2026-01-01', '2026-12-31', false);
      const { idregiva } = await lock('2026-04-01', '2026-06-30');
      const refusals = [
        await refusedInsert(bench, JournalEntry, { fecha: '2026-04-01', concepto: 'x' }),
        await refusedUpdate(bench, JournalEntry, inside.idasiento, { concepto: 'y' }),
        await refusedUpdate(bench, JournalEntry, inside.idasiento, { fecha: '2026-07-01' }),
        await refusedUpdate(bench, JournalEntry, outside.idasiento, { fecha: '2026-06-30' }),
        await refusedRemoval(bench, JournalEntry, inside.idasiento),
      ];
      for (const { codes } of refusals) expect(codes).toEqual(CODE);
      await expect(sale('2026-06-30')).rejects.toThrow(CODE[0]);
      const removal = bench.run((c) => removeEntry(inside.idasiento, c));
      await expect(removal).rejects.toThrow(CODE[0]);
      await bench.run((c) => c.records.assign(VatSettlement, { idregiva }, { bloquear: false }));
      await remove(inside.idasiento);
    });

    it('of another company are free', async () => {
      await bench.run((c) =>
        c.records.insert(FiscalYear, {
          codejercicio: '0026',
          idempresa: 2,
          fechainicio: '2026-01-01',
          fechafin: '2026-12-31',
        }),
      );
      const { idregiva } = await lock('2026-08-01', '2026-08-31', true, 2);
      expect(await sale('2026-08-15')).toMatchObject({ codejercicio: YEAR });
      const theirs = { fecha: '2026-08-15', idempresa: 2, concepto: 'x' };
      expect((await refusedInsert(bench, JournalEntry, theirs)).codes).toEqual(CODE);
      await bench.run((c) => c.records.discard(VatSettlement, { idregiva }));
    });
  });

  it('take their lines along, and leave a trace in the log', async () => {
    const { idasiento, numero } = await sale('2026-09-01');
    await remove(idasiento);
    expect(await bench.run((c) => c.records.list(JournalEntryLine, { idasiento }))).toEqual([]);
    const where = { model: 'Asiento', modelcode: String(idasiento) };
    const [message, ...others] = await bench.run((c) => c.records.list(LogMessage, where));
    expect(others).toEqual([]);
    expect(message).toMatchObject({ channel: 'audit', level: 'warning' });
    expect(message!.context).toContain(`&quot;numero&quot;:${numero}`);
    const own = await sale('2026-09-01');
    await bench.run((c) => removeEntry(own.idasiento, c));
    const key = String(own.idasiento);
    expect(await bench.run((c) => c.records.list(LogMessage, { model: 'Asiento', modelcode: key }))).toEqual([]); // prettier-ignore
  });

  it('leave their documents without an entry', async () => {
    const { idasiento } = await sale('2026-09-02');
    const { idregiva } = await bench.run((c) =>
      c.records.insert(VatSettlement, { codejercicio: YEAR, periodo: 'T3', idasiento }),
    );
    await remove(idasiento);
    const period = await bench.run((c) => c.records.find(VatSettlement, idregiva));
    expect(period).toMatchObject({ idasiento: null });
  });
});
