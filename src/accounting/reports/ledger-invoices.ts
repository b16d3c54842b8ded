import type { Entity } from '../../models/index.js';
import type { Side } from '../../parties/index.js';

/** What the books of VAT ask of invoices: a port of the ledger, which documents know. */
export abstract class LedgerInvoices {
  /** The model of the invoices of a side. */
  abstract modelOf(side: Side): Entity;
}
