import { Answers, type Context } from '../../models/index.js';
import type { Side } from '../../parties/index.js';
import { InvoiceLedger, type StoredInvoice } from './invoice-ledger.js';
import { sideOf, type ReceiptSide } from './receipt-side.js';

/** An invoice as far as its receipts and payments ask for it. */
export interface ReceiptInvoice extends StoredInvoice {
  readonly side: Side;
  /**
   * Whether it asks for something. One of 0 does when any of its lines has a price: then it is paid
   * from the start. Otherwise nobody has priced it yet.
   */
  readonly isPriced?: boolean;
}

/** What the receipts of an invoice say about it. */
export interface InvoiceFlags {
  /** The paid receipts cover the total. */
  readonly pagada: boolean;
  /** Some unpaid receipt is due. */
  readonly vencida: boolean;
}

/** The invoices that the receipts of one unit of work asked for. */
class KnownInvoices {
  readonly sales = new Answers<number, ReceiptInvoice | null>();
  readonly purchase = new Answers<number, ReceiptInvoice | null>();
}

/**
 * Runs what writes receipts of an invoice together: meanwhile their rules neither read the invoice
 * nor work out its flags one by one. Whoever calls this does so for all of them.
 */
export async function writingReceipts<T>(
  invoice: ReceiptInvoice,
  context: Context,
  work: () => Promise<T>,
): Promise<T> {
  const { receipt } = sideOf(invoice);
  context.whole.open(receipt, invoice.idfactura, invoice);
  try {
    return await work();
  } finally {
    context.whole.close(receipt, invoice.idfactura);
  }
}

/** Whether the receipts of the invoice are being written together. */
export function areWrittenTogether(
  { receipt }: ReceiptSide,
  idfactura: number,
  context: Context,
): boolean {
  return context.whole.find(receipt, idfactura) !== undefined;
}

/**
 * The invoice of a receipt; null for none. It is the unit of work's alone from here on, so that no
 * other one works out its flags from receipts that this one changes.
 */
export async function invoiceOf(
  side: ReceiptSide,
  idfactura: number | null,
  context: Context,
): Promise<ReceiptInvoice | null> {
  if (!idfactura) return null;
  const known = context.whole.find<ReceiptInvoice>(side.receipt, idfactura);
  if (known) return known;
  return context.part(KnownInvoices)[side.name].of(idfactura, async () => {
    const entity = context.port(InvoiceLedger).modelOf(side.name);
    const invoice = await context.records.find(entity, idfactura, { lock: true });
    return invoice && asInvoice(side, invoice);
  });
}

/** A record of the invoices of a side as its receipts see it. */
export function asInvoice(side: ReceiptSide, record: object): ReceiptInvoice {
  return { ...record, side: side.name } as ReceiptInvoice;
}
