import { refuse } from '../../kernel/errors/problem.js';
import type { Context } from '../../models/index.js';
import { JournalEntry } from './journal-entry.entity.js';
import { openYear } from '../years/open-year.js';
import { testPeriod } from '../years/period-lock.js';

/** The entries that the server itself removes in one unit of work. */
class EntryRemovals {
  readonly allowed = new Set<number>();
}

/**
 * Says that this unit of work writes the entry as a whole: its lines come and go with it, and need
 * not ask one by one whether they may.
 */
export function openEntry(entry: JournalEntry, context: Context): void {
  context.whole.open(JournalEntry, entry.idasiento, entry);
}

/** The entry of that key if it is written as a whole. */
export function openedEntry(idasiento: number, context: Context): JournalEntry | undefined {
  return context.whole.find(JournalEntry, idasiento);
}

/** Says that the server itself removes the entry, which may be locked by hand. */
export function allowRemoval(idasiento: number, context: Context): void {
  context.part(EntryRemovals).allowed.add(idasiento);
}

/** Whether it is the server that removes the entry. */
export function isRemovedByServer(idasiento: number, context: Context): boolean {
  return context.part(EntryRemovals).allowed.has(idasiento);
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
