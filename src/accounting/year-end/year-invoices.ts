import type { Context } from '../../models/index.js';

/** What the end of a year asks of invoices: a port of the ledger, which documents know. */
export abstract class YearInvoices {
  /**
   * Refuses to go on while an invoice of the fiscal year has not been posted.
   *
   * @throws RuleError `invoice-without-acc-entry`, naming the first one and how many there are
   */
  abstract testPosted(codejercicio: string, context: Context): Promise<void>;

  /**
   * Gives the editable invoices of the fiscal year the first status that allows no changes and
   * generates no document, with all that their rules do.
   *
   * @returns how many there were
   * @throws RuleError `no-locking-status`
   */
  abstract lock(codejercicio: string, context: Context): Promise<number>;
}
