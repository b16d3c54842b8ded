import { refuse } from '../../kernel/errors/problem.js';
import { AMOUNT_DECIMALS, isNothing } from '../../kernel/money/amounts.js';
import { sum } from '../../kernel/money/decimal.js';
import { RecordTest, type Context } from '../../models/index.js';
import { allowRemoval, openEntry } from './entry-guard.js';
import { lockBooks } from './entry-numbers.js';
import { JournalEntryLine } from './journal-entry-line.entity.js';
import { JournalEntry } from './journal-entry.entity.js';
import { LedgerBalances } from './ledger-balances.js';
import { differenceOf, type EntryDraft } from '../posting/entry-draft.js';

/**
 * Posts a balanced entry with all its lines. What is refused is refused before anything is written:
 * a caller may go on without the entry. From here to its end the unit of work has the books of the
 * fiscal year to itself, so post late. Balances are written when the unit ends.
 *
 * @throws RuleError `unbalanced-accounting-entry`, `subaccount-not-in-exercise`, and what the rules
 *   of entries refuse: `closed-exercise`, `accounting-within-regularization`,
 *   `date-out-of-exercise`, `exercise-company-mismatch`
 */
export async function postEntry(draft: EntryDraft, context: Context): Promise<JournalEntry> {
  testBalance(draft);
  const { lines, ...header } = draft;
  const lineRecords = await linesOf(draft, context);
  const entry = Object.assign(await context.records.blank(JournalEntry), header);
  await testSubaccounts(draft, context);
  await context.records.insertAll(JournalEntry, [entry]);
  openEntry(entry, context);
  for (const line of lineRecords) line.idasiento = entry.idasiento;
  await context.records.insertAll(JournalEntryLine, lineRecords);
  return entry;
}

/**
 * Removes an entry with its lines, also one that is locked by hand; links to it become null. An
 * entry that is gone already stays so.
 *
 * @throws RuleError `closed-exercise`, `accounting-within-regularization`
 */
export async function removeEntry(idasiento: number, context: Context): Promise<void> {
  const found = await context.records.find(JournalEntry, idasiento);
  if (found) await lockBooks(found.codejercicio, context);
  // Others may have removed it meanwhile; its row is not locked before the books are.
  const entry = found && (await context.records.find(JournalEntry, idasiento));
  if (!entry) return;
  allowRemoval(idasiento, context);
  await context.records.remove(JournalEntry, entry);
}

/** Writes the balances that this unit of work changed so far, for those who read them in it. */
export async function settleBalances(context: Context): Promise<void> {
  await context.part(LedgerBalances).settle();
}

/** @throws RuleError `unbalanced-accounting-entry` */
function testBalance({ lines }: EntryDraft): void {
  if (lines.length > 0 && isNothing(differenceOf(lines), AMOUNT_DECIMALS)) return;
  const debit = sum(lines.map(({ debe }) => debe));
  const credit = sum(lines.map(({ haber }) => haber));
  refuse('unbalanced-accounting-entry', undefined, { debit, credit });
}

/** The lines as records, whose texts fit. */
async function linesOf(draft: EntryDraft, context: Context): Promise<JournalEntryLine[]> {
  const blank = await context.records.blank(JournalEntryLine);
  const { concepto, documento } = draft;
  return draft.lines.map((line) => {
    const record = Object.assign(new JournalEntryLine(), blank, { concepto, documento }, line);
    const test = new RecordTest(record, context.models.of(JournalEntryLine), context, true);
    test.columns('idasiento', 'idsubcuenta');
    return record;
  });
}

/** @throws RuleError `subaccount-not-in-exercise` */
async function testSubaccounts(
  { codejercicio, lines }: EntryDraft,
  context: Context,
): Promise<void> {
  const codes = lines.flatMap(({ codsubcuenta, codcontrapartida }) =>
    codcontrapartida ? [codsubcuenta, codcontrapartida] : [codsubcuenta],
  );
  const found = await context.part(LedgerBalances).find(codejercicio, codes);
  const missing = lines.find(({ codsubcuenta }) => !found.has(codsubcuenta));
  if (!missing) return;
  const params = { value: missing.codsubcuenta, exercise: codejercicio };
  refuse('subaccount-not-in-exercise', 'codsubcuenta', params);
}
