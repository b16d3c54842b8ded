import type { Day } from '../../kernel/dates/calendar.js';
import { refuse } from '../../kernel/errors/problem.js';
import type { Context } from '../../models/index.js';
import { FiscalYear } from '../years/fiscal-year.entity.js';
import { VatSettlement } from '../years/vat-settlement.entity.js';
import { BookedDocuments } from './booked-documents.js';
import { JournalEntry } from './journal-entry.entity.js';

/** What says that an entry is its own. */
export interface EntryOwner {
  readonly idempresa: number | null;
  readonly fecha: Day;
}

/**
 * Refuses an entry that a client names for a record, when it stands in the books of another company
 * or year, or belongs to another record: with that one it would be changed and deleted. Whether
 * there is such an entry the database says.
 *
 * @throws RuleError `entry-of-other-books`, `entry-in-use`
 */
export async function testEntryLink(
  idasiento: number,
  { idempresa, fecha }: EntryOwner,
  context: Context,
): Promise<void> {
  const entry = await context.records.find(JournalEntry, idasiento);
  if (!entry) return;
  const year = await context.records.find(FiscalYear, entry.codejercicio);
  const isOfYear = !year || (year.fechainicio <= fecha && fecha <= year.fechafin);
  const isOfCompany = entry.idempresa === null || entry.idempresa === idempresa;
  if (!isOfYear || !isOfCompany) {
    refuse('entry-of-other-books', 'idasiento', { value: idasiento });
  }
  const settlement = await context.records.first(VatSettlement, { idasiento });
  if (settlement || (await context.port(BookedDocuments).have(idasiento, context))) {
    refuse('entry-in-use', 'idasiento', { value: idasiento });
  }
}
