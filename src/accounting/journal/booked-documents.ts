import type { Context } from '../../models/index.js';

/** What entries ask of documents: a port of the ledger, which documents and payments know. */
export abstract class BookedDocuments {
  /** Whether an invoice or a payment has the entry. */
  abstract have(idasiento: number, context: Context): Promise<boolean>;
}
