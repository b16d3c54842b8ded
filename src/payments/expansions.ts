import type { Expansion } from '../models/index.js';
import { SIDES } from './receipts/receipt-side.js';

/** `?expand=recibos` of invoices: their receipts by number. */
export const PAYMENT_EXPANSIONS: readonly Expansion[] = SIDES.map(({ invoices, receipt }) => ({
  name: 'recibos',
  parent: invoices,
  child: receipt,
  column: 'idfactura',
  order: [{ column: 'numero', nullAs: 0 }],
}));
