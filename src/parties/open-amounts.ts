import type { Context } from '../models/index.js';

/** What is open with a customer, in all companies. */
export interface Open {
  /** Totals of the unpaid invoices. */
  readonly unpaid: readonly number[];
  /** What was paid of these invoices. */
  readonly paid: readonly number[];
  /** Totals of orders and delivery notes that are not finished. */
  readonly ordered: readonly number[];
}

/** What the risk of a customer asks of documents: a port of parties, which documents know. */
export abstract class OpenAmounts {
  abstract of(codcliente: string, context: Context): Promise<Open>;
}
