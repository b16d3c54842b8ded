import type { Entity } from '../../models/index.js';
import { PARTY_COLUMNS, type PartyColumn, type Side } from '../../parties/index.js';
import { CustomerPayment, SupplierPayment, type Payment } from '../payments/payment.entity.js';
import { CustomerReceipt, SupplierReceipt, type Receipt } from './receipt.entity.js';

/** A receipt of either side: columns that only one of them has may be absent. */
export type AnyReceipt = Receipt &
  Partial<Omit<CustomerReceipt, keyof Receipt>> &
  Partial<Omit<SupplierReceipt, keyof Receipt>>;

/** A payment of either side. */
export type AnyPayment = Payment & Partial<Omit<CustomerPayment, keyof Payment>>;

/** What tells the receipts of customers from those of suppliers. */
export interface ReceiptSide {
  readonly name: Side;
  readonly receipt: Entity<AnyReceipt>;
  readonly payment: Entity<AnyPayment>;
  /** Column that names the customer or supplier, in invoices and in receipts. */
  readonly subject: PartyColumn;
}

export const SALES: ReceiptSide = {
  name: 'sales',
  receipt: CustomerReceipt,
  payment: CustomerPayment,
  subject: PARTY_COLUMNS.sales,
};

export const PURCHASES: ReceiptSide = {
  name: 'purchase',
  receipt: SupplierReceipt,
  payment: SupplierPayment,
  subject: PARTY_COLUMNS.purchase,
};

export const SIDES: readonly ReceiptSide[] = [SALES, PURCHASES];

/** The side that an invoice says that it is of. */
export function sideOf({ side }: { readonly side: Side }): ReceiptSide {
  return side === 'sales' ? SALES : PURCHASES;
}
