import { refuse } from '../kernel/errors/problem.js';
import { sum } from '../kernel/money/decimal.js';
import { RecordTest, type Context } from '../models/index.js';
import { allowRemoval, openEntry } from './entry-guard.js';
import { lockBooks } from './entry-numbers.js';
import { JournalEntryLine } from './journal-entry-line.entity.js';
import { JournalEntry } from './journal-entry.entity.js';
import { LedgerBalances } from './ledger-balances.js';
import { differenceOf, isNothing, type EntryDraft } from './posting/entry-draft.js';

/** Decimals of the books. */
const DECIMALS = 2;

/**
 * Posts a balanced entry with all its lines. What is refused is refused before anything is written:
 * a caller may go on without the entry. From here to its end the unit of work has the books of the
 * fiscal year to itself, so post late. Balances are written when the unit ends.
 *
 * @throws RuleError `unbalanced-accounting-entry`, `subaccount-not-in-exercise`, and what the rules
 *   of entries refuse: `closed-exercise`, `accounting-within-regularization`,
 *   `date-out-of-exercise`, `exercise-company-mismatch`
 */
export async function postEntry(draft: EntryDraft, c: Context): Promise<JournalEntry> {
  testBalance(draft);
  const { lines, ...header } = draft;
  const lineRecords = await linesOf(draft, c);
  const entry = Object.assign(await c.blank(JournalEntry), header);
  await testSubaccounts(draft, c);
  await c.insertAll(JournalEntry, [entry]);
  openEntry(entry, c);
  for (const line of lineRecords) line.idasiento = entry.idasiento;
  await c.insertAll(JournalEntryLine, lineRecords);
  return entry;
}

/**
 * Removes an entry with its lines, also one that is locked by hand; links to it become null. An
 * entry that is gone already stays so.
 *
 * @throws RuleError `closed-exercise`, `accounting-within-regularization`
 */
export async function removeEntry(idasiento: number, c: Context): Promise<void> {
  const found = await c.find(JournalEntry, idasiento);
  if (found) await lockBooks(found.codejercicio, c);
  // Others may have removed it meanwhile; its row is not locked before the books are.
  const entry = found && (await c.find(JournalEntry, idasiento));
  if (!entry) return;
  allowRemoval(idasiento, c);
  await c.remove(JournalEntry, entry);
}

/** Writes the balances that this unit of work changed so far, for those who read them in it. */
export async function settleBalances(c: Context): Promise<void> {
  await LedgerBalances.of(c).settle();
}

/** @throws RuleError `unbalanced-accounting-entry` */
function testBalance({ lines }: EntryDraft): void {
  if (lines.length > 0 && isNothing(differenceOf(lines), DECIMALS)) return;
  const debit = sum(lines.map(({ debe }) => debe));
  const credit = sum(lines.map(({ haber }) => haber));
  refuse('unbalanced-accounting-entry', undefined, { debit, credit });
}

/** The lines as records, whose texts fit. */
async function linesOf(draft: EntryDraft, c: Context): Promise<JournalEntryLine[]> {
  const blank = await c.blank(JournalEntryLine);
  const { concepto, documento } = draft;
  return draft.lines.map((line) => {
    const record = Object.assign(new JournalEntryLine(), blank, { concepto, documento }, line);
    const test = new RecordTest(record, c.modelOf(JournalEntryLine), c, true);
    test.columns('idasiento', 'idsubcuenta');
    return record;
  });
}

/** @throws RuleError `subaccount-not-in-exercise` */
async function testSubaccounts({ codejercicio, lines }: EntryDraft, c: Context): Promise<void> {
  const codes = lines.flatMap(({ codsubcuenta, codcontrapartida }) =>
    codcontrapartida ? [codsubcuenta, codcontrapartida] : [codsubcuenta],
  );
  const found = await LedgerBalances.of(c).find(codejercicio, codes);
  const missing = lines.find(({ codsubcuenta }) => !found.has(codsubcuenta));
  if (!missing) return;
  const params = { value: missing.codsubcuenta, exercise: codejercicio };
  refuse('subaccount-not-in-exercise', 'codsubcuenta', params);
}
