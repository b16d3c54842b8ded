import { Injectable } from '@nestjs/common';
import { refuse } from '../../kernel/errors/problem.js';
import { TOO_MUCH } from '../../kernel/money/amounts.js';
import { isEmpty, ModelRules, type Context, type RecordTest } from '../../models/index.js';
import { BookedDocuments } from './booked-documents.js';
import { openedEntry, testEntryOpen } from './entry-guard.js';
import { lockBooks } from './entry-numbers.js';
import { JournalEntryLine } from './journal-entry-line.entity.js';
import { JournalEntry } from './journal-entry.entity.js';
import { LedgerBalances } from './ledger-balances.js';

/**
 * Lines of journal entries: on a ledger account of the fiscal year of their entry, which must be
 * open. The lines of the entry of an invoice or payment keep their amounts: the entry stays
 * balanced (Código de Comercio, article 28: the journal is kept by double entry).
 */
@Injectable()
export class JournalEntryLineRules extends ModelRules<JournalEntryLine> {
  readonly model = JournalEntryLine;
  /** The entries of the lines that are being saved. */
  private readonly entries = new WeakMap<JournalEntryLine, JournalEntry>();

  override async validate(
    record: JournalEntryLine,
    test: RecordTest<JournalEntryLine>,
    before: Readonly<JournalEntryLine> | null,
  ): Promise<void> {
    const { context } = test;
    test.escape('concepto', 'documento', 'cifnif', 'codserie', 'factura');
    test.escape('codsubcuenta', 'codcontrapartida');
    fillIn(record, before);
    test.filled('idasiento');
    const entry = await this.openEntryOf(record, before, context);
    test.filled('concepto');
    await resolveSubaccounts(record, before, entry, context);
    for (const name of ['debe', 'haber'] as const) {
      if (Math.abs(record[name]) < TOO_MUCH) continue;
      refuse('number-out-of-range', name, { value: record[name] });
    }
    test.columns();
    if (before ? movesMoney(record, before) : hasMoney(record)) {
      await keepDocument(
        before ? [before.idasiento, record.idasiento] : [record.idasiento],
        context,
      );
    }
  }

  override beforeInsert(record: JournalEntryLine, context: Context): void {
    const entry = this.entries.get(record);
    if (entry) record.saldo = context.part(LedgerBalances).add(record, entry);
  }

  override async beforeUpdate(
    record: JournalEntryLine,
    before: Readonly<JournalEntryLine>,
    context: Context,
  ): Promise<void> {
    const entry = this.entries.get(record);
    const isElsewhere =
      record.idsubcuenta !== before.idsubcuenta || record.idasiento !== before.idasiento;
    if (!entry || (!isElsewhere && !movesMoney(record, before))) return;
    const balances = context.part(LedgerBalances);
    await balances.prepare(entry.codejercicio, [record.idsubcuenta, before.idsubcuenta]);
    const was =
      before.idasiento === record.idasiento ? entry : await entryOf(before.idasiento, context);
    balances.take(before, was, false);
    balances.add(record, entry);
    balances.move(record.idsubcuenta, entry, entry);
  }

  override async beforeDelete(record: JournalEntryLine, context: Context): Promise<void> {
    const { idasiento, idsubcuenta } = record;
    const opened = openedEntry(idasiento, context);
    const entry = opened ?? (await entryOf(idasiento, context));
    if (!opened) {
      await testEntryOpen(entry, context);
      if (hasMoney(record)) await keepDocument([idasiento], context);
    }
    const balances = context.part(LedgerBalances);
    await balances.prepare(entry.codejercicio, [idsubcuenta]);
    const isLast =
      !!opened || (await context.records.count(JournalEntryLine, { idasiento, idsubcuenta })) === 1;
    balances.take(record, entry, isLast);
  }

  /** The entry of a line, which must be open, as must be the one that the line comes from. */
  private async openEntryOf(
    record: JournalEntryLine,
    before: Readonly<JournalEntryLine> | null,
    context: Context,
  ): Promise<JournalEntry> {
    const opened = openedEntry(record.idasiento, context);
    const entry = opened ?? (await entryOf(record.idasiento, context));
    this.entries.set(record, entry);
    if (!opened) await testEntryOpen(entry, context);
    if (before && before.idasiento !== record.idasiento) {
      await testEntryOpen(await entryOf(before.idasiento, context), context);
    }
    return entry;
  }
}

/** The entry as it is once nobody else can change it. */
async function entryOf(idasiento: number, context: Context): Promise<JournalEntry> {
  const found = await context.records.find(JournalEntry, idasiento);
  if (found) await lockBooks(found.codejercicio, context);
  const entry = found && (await context.records.find(JournalEntry, idasiento));
  return entry ?? refuse('reference-not-found', 'idasiento', { value: idasiento });
}

/** Amounts that were not sent are 0; balances come from the ledger, never from a client. */
function fillIn(record: JournalEntryLine, before: Readonly<JournalEntryLine> | null): void {
  record.saldo = before?.saldo ?? 0;
  for (const name of ['debe', 'haber', 'baseimponible', 'recargo', 'orden'] as const) {
    record[name] ??= 0;
  }
  record.tasaconv ??= 1;
  record.punteada ??= false;
}

/** Finds the ledger accounts of the line by their codes, in the fiscal year of the entry. */
async function resolveSubaccounts(
  record: JournalEntryLine,
  before: Readonly<JournalEntryLine> | null,
  { codejercicio }: JournalEntry,
  context: Context,
): Promise<void> {
  const { codsubcuenta: code, codcontrapartida: counterpart } = record;
  const codes = [code, counterpart].filter((each): each is string => !isEmpty(each));
  const found = await context.part(LedgerBalances).find(codejercicio, codes);
  const own = isEmpty(code) ? undefined : found.get(code);
  const isNamed = !isEmpty(record.idsubcuenta) && record.idsubcuenta !== before?.idsubcuenta;
  if (own && isNamed && record.idsubcuenta !== own.idsubcuenta) {
    refuse('subaccount-mismatch', 'idsubcuenta', { value: record.idsubcuenta, code });
  }
  if (!own) {
    (record as { idsubcuenta: number | null }).idsubcuenta = null;
    if (isEmpty(code)) refuse('field-can-not-be-null', 'codsubcuenta', { table: 'partidas' });
    refuse('subaccount-not-in-exercise', 'codsubcuenta', { value: code, exercise: codejercicio });
  }
  record.idsubcuenta = own.idsubcuenta;
  record.codsubcuenta = own.codsubcuenta;
  const other = isEmpty(counterpart) ? undefined : found.get(counterpart);
  record.idcontrapartida = other?.idsubcuenta ?? null;
  record.codcontrapartida = other?.codsubcuenta ?? null;
}

function hasMoney({ debe, haber }: Readonly<JournalEntryLine>): boolean {
  return debe !== 0 || haber !== 0;
}

function movesMoney(
  record: Readonly<JournalEntryLine>,
  before: Readonly<JournalEntryLine>,
): boolean {
  const isSame = record.debe === before.debe && record.haber === before.haber;
  return !isSame || (record.idasiento !== before.idasiento && hasMoney(record));
}

/** @throws RuleError `accounting-entry-of-document` */
async function keepDocument(entries: readonly number[], context: Context): Promise<void> {
  for (const idasiento of new Set(entries)) {
    if (openedEntry(idasiento, context)) continue;
    if (await context.port(BookedDocuments).have(idasiento, context))
      refuse('accounting-entry-of-document', 'debe');
  }
}
