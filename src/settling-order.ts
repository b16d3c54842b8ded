import { LedgerBalances } from './accounting/index.js';
import { InvoiceBooks, TracedQuantities } from './documents/index.js';
import type { SettlingPartClass } from './models/index.js';
import { CustomerRisks } from './parties/index.js';
import { StockMovements } from './stock/index.js';

/**
 * What a unit of work puts off until everything else is written, in the order in which it is done:
 * what flows back to earlier documents, goods, then receipts, payments and entries of the invoices
 * that were saved, what their customers owe, and last the balances that the entries change. Parts of
 * plugins follow. A part that gives an earlier one more to do has it done before the next.
 */
export const SETTLING_ORDER: readonly SettlingPartClass[] = [
  TracedQuantities,
  StockMovements,
  InvoiceBooks,
  CustomerRisks,
  LedgerBalances,
];
