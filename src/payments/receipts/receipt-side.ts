import type { Entity } from '../../models/index.js';
import type { Side } from '../../parties/index.js';
import { CustomerPayment } from '../payments/customer-payment.entity.js';
import { CustomerReceipt } from './customer-receipt.entity.js';
import type { Payment } from '../payments/payment.entity.js';
import type { Receipt } from './receipt.entity.js';
import { SupplierPayment } from '../payments/supplier-payment.entity.js';
import { SupplierReceipt } from './supplier-receipt.entity.js';

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
  readonly subject: 'codcliente' | 'codproveedor';
}

export const SALES: ReceiptSide = {
  name: 'sales',
  receipt: CustomerReceipt,
  payment: CustomerPayment,
  subject: 'codcliente',
};

export const PURCHASES: ReceiptSide = {
  name: 'purchase',
  receipt: SupplierReceipt,
  payment: SupplierPayment,
  subject: 'codproveedor',
};

export const SIDES: readonly ReceiptSide[] = [SALES, PURCHASES];

/** The side that an invoice says that it is of. */
export function sideOf({ side }: { readonly side: ReceiptSide['name'] }): ReceiptSide {
  return side === 'sales' ? SALES : PURCHASES;
}
