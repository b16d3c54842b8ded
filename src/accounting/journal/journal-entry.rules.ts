import { Injectable } from '@nestjs/common';
import { presentDay } from '../../kernel/dates/calendar.js';
import { refuse } from '../../kernel/errors/problem.js';
import { isEmpty, ModelRules, type Context, type RecordTest } from '../../models/index.js';
import { LogMessage } from '../../log/index.js';
import { isRemovedByServer, openEntry, testEntryOpen } from './entry-guard.js';
import { forgetEntryNumbers, lockBooks, nextEntryNumber, testFreeNumber } from './entry-numbers.js';
import { fiscalYearOf } from '../years/fiscal-year-of-day.js';
import { JournalEntryLine } from './journal-entry-line.entity.js';
import { JournalEntry } from './journal-entry.entity.js';
import { LedgerBalances } from './ledger-balances.js';
import { openYear } from '../years/open-year.js';
import { testPeriod } from '../years/period-lock.js';

/**
 * Journal entries: dated in an open fiscal year of their company, outside of declared VAT periods,
 * numbered from 1 in each year (Código de Comercio, articles 27 and 28: the journal records all
 * operations, day by day).
 */
@Injectable()
export class JournalEntryRules extends ModelRules<JournalEntry> {
  readonly model = JournalEntry;

  override async validate(
    record: JournalEntry,
    test: RecordTest<JournalEntry>,
    before: Readonly<JournalEntry> | null,
  ): Promise<void> {
    const { context } = test;
    test.escape('concepto', 'documento');
    test.emptyToNull('operacion');
    if (isEmpty(record.idempresa))
      record.idempresa = Number(context.settings.value('idempresa')) || null;
    // The generic test says what is wrong with a day that there is not.
    if (isEmpty(record.fecha)) test.columns('codejercicio', 'numero');
    if (isEmpty(record.codejercicio)) {
      const { codejercicio } = await fiscalYearOf(Number(record.idempresa), record.fecha, context);
      record.codejercicio = codejercicio;
    }
    await testStanding(record, before, context);
    test.filled('concepto');
    if (!record.canal) record.canal = null;
    await testYear(record, before, context);
    test.columns(...(before ? [] : (['numero'] as const)));
  }

  override async beforeInsert(record: JournalEntry, context: Context): Promise<void> {
    record.numero = await nextEntryNumber(record.codejercicio, context);
  }

  override async beforeUpdate(
    record: JournalEntry,
    before: Readonly<JournalEntry>,
    context: Context,
  ): Promise<void> {
    if (record.numero === before.numero) return;
    await testFreeNumber(record, context);
    await forgetEntryNumbers(record.codejercicio, context);
  }

  override async afterUpdate(
    record: JournalEntry,
    before: Readonly<JournalEntry>,
    context: Context,
  ): Promise<void> {
    const { idasiento, codejercicio, fecha, numero } = record;
    if (fecha === before.fecha && numero === before.numero) return;
    await lockBooks(codejercicio, context);
    const lines = await context.records.list(JournalEntryLine, { idasiento });
    const keys = new Set(lines.map(({ idsubcuenta }) => idsubcuenta));
    const balances = context.part(LedgerBalances);
    await balances.prepare(codejercicio, keys);
    for (const key of keys) balances.move(key, before, record);
  }

  override async beforeDelete(record: JournalEntry, context: Context): Promise<void> {
    const { idasiento } = record;
    const editable = record.editable || isRemovedByServer(idasiento, context);
    await testEntryOpen(record, context, editable);
    // Lines come and go under this lock only.
    await lockBooks(record.codejercicio, context);
    const lines = await context.records.list(JournalEntryLine, { idasiento });
    const keys = lines.map(({ idsubcuenta }) => idsubcuenta);
    await context.part(LedgerBalances).prepare(record.codejercicio, keys);
    openEntry(record, context);
    await context.records.removeAll(JournalEntryLine, lines);
  }

  /** What takes an entry away from its invoice or payment must be traceable. */
  override async afterDelete(record: JournalEntry, context: Context): Promise<void> {
    const { idasiento, codejercicio, numero, fecha, concepto, documento, importe } = record;
    if (isRemovedByServer(idasiento, context)) return;
    await context.records.insert(LogMessage, {
      channel: 'audit',
      level: 'warning',
      message: context.text('accounting-entry-deleted', { value: numero, exercise: codejercicio }),
      model: 'Asiento',
      modelcode: String(idasiento),
      context: JSON.stringify({ numero, fecha, concepto, documento, importe }),
    });
  }
}

/** Where the entry stood and where it goes must both be open. */
async function testStanding(
  record: JournalEntry,
  before: Readonly<JournalEntry> | null,
  context: Context,
): Promise<void> {
  const { codejercicio } = await openYear(record.codejercicio, context);
  record.codejercicio = codejercicio;
  await testPeriod(record, context);
  if (before) await testPeriod(before, context);
  const isLocked = before && !record.editable && !before.editable;
  const differs = () =>
    context.models
      .of(JournalEntry)
      .columns.some(({ name }) => valueOf(record, name) !== valueOf(before, name));
  if (isLocked && differs()) refuse('non-editable-accounting-entry', 'editable');
}

/** @throws RuleError when the year is not that of the company, the day or the stored entry */
async function testYear(
  record: JournalEntry,
  before: Readonly<JournalEntry> | null,
  context: Context,
): Promise<void> {
  const year = await openYear(record.codejercicio, context);
  if (before && before.codejercicio !== record.codejercicio) {
    const params = { exercise: before.codejercicio };
    refuse('cant-change-accounting-entry-exercise', 'codejercicio', params);
  }
  if (year.idempresa !== null && year.idempresa !== record.idempresa) {
    const params = { value: record.idempresa ?? '', exercise: year.codejercicio };
    refuse('exercise-company-mismatch', 'idempresa', params);
  }
  if (record.fecha >= year.fechainicio && record.fecha <= year.fechafin) return;
  const params = { value: presentDay(record.fecha), exercise: year.codejercicio };
  refuse(
    before ? 'cant-change-accounting-entry-exercise' : 'date-out-of-exercise',
    'fecha',
    params,
  );
}

function valueOf(record: Readonly<JournalEntry> | null, name: string): unknown {
  return (record as Record<string, unknown> | null)?.[name];
}
