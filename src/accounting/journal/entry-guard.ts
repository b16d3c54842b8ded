import { sql, union } from '../../kernel/database/sql.js';
import { asNumber, namedTable } from '../../kernel/database/sql-table.js';
import { refuse } from '../../kernel/errors/problem.js';
import type { Context } from '../../models/index.js';
import type { JournalEntry } from './journal-entry.entity.js';
import { openYear } from '../years/open-year.js';
import { testPeriod } from '../years/period-lock.js';

/** Tables of documents whose entries the server makes. */
const DOCUMENTS = ['facturascli', 'facturasprov', 'pagoscli', 'pagosprov'];

const opened = new WeakMap<Context, Map<number, JournalEntry>>();
const removable = new WeakMap<Context, Set<number>>();

/**
 * Says that this unit of work writes the entry as a whole: its lines come and go with it, and need
 * not ask one by one whether they may.
 */
export function openEntry(entry: JournalEntry, context: Context): void {
  const entries = opened.get(context) ?? new Map<number, JournalEntry>();
  opened.set(context, entries.set(entry.idasiento, entry));
}

/** The entry of that key if it is written as a whole. */
export function openedEntry(idasiento: number, context: Context): JournalEntry | undefined {
  return opened.get(context)?.get(idasiento);
}

/** Says that the server itself removes the entry, which may be locked by hand. */
export function allowRemoval(idasiento: number, context: Context): void {
  removable.set(context, (removable.get(context) ?? new Set<number>()).add(idasiento));
}

/** Whether it is the server that removes the entry. */
export function isRemovedByServer(idasiento: number, context: Context): boolean {
  return removable.get(context)?.has(idasiento) ?? false;
}

/**
 * Refuses a change of an entry or of its lines in a closed fiscal year, in a declared VAT period,
 * or when the entry is locked by hand.
 *
 * @throws RuleError `closed-exercise`, `accounting-within-regularization`,
 *   `non-editable-accounting-entry`
 */
export async function testEntryOpen(
  entry: Readonly<JournalEntry>,
  context: Context,
  editable = entry.editable,
): Promise<void> {
  await openYear(entry.codejercicio, context);
  await testPeriod(entry, context);
  if (!editable) refuse('non-editable-accounting-entry', 'editable');
}

/** Whether an invoice or a payment has the entry. */
export async function isOfDocument(idasiento: number, context: Context): Promise<boolean> {
  const queries = DOCUMENTS.map((name) => {
    const table = namedTable(name, { idasiento: asNumber });
    return sql`SELECT 1 FROM ${table} WHERE ${table.idasiento.is(idasiento)}`;
  });
  return (await context.transaction.read(union(queries))).length > 0;
}
