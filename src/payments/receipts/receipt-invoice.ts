import type { Context } from '../../models/index.js';
import type { Side } from '../../parties/index.js';
import { sideOf, type ReceiptSide } from './receipt-side.js';

/**
 * An invoice as far as its receipts and payments ask for it. An interface, not the entity: the
 * folder of documents imports this one.
 */
export interface ReceiptInvoice {
  readonly side: Side;
  readonly idfactura: number;
  readonly codigo: string;
  readonly coddivisa: string;
  readonly codpago: string;
  readonly codserie: string;
  readonly fecha: string;
  readonly idempresa: number | null;
  readonly total: number | null;
  /** Units of the currency per euro. */
  readonly tasaconv: number | null;
  /** As stored. */
  readonly pagada?: boolean | null;
  readonly vencida?: boolean | null;
  /** Of sales. */
  readonly codcliente?: string | null;
  readonly nombrecliente?: string | null;
  readonly numero2?: string | null;
  /** Of purchases. */
  readonly codproveedor?: string | null;
  readonly nombre?: string | null;
  readonly numproveedor?: string | null;
}

/** What the receipts of an invoice say about it. */
export interface InvoiceFlags {
  /** The paid receipts cover the total. */
  readonly pagada: boolean;
  /** Some unpaid receipt is due. */
  readonly vencida: boolean;
}

const opened = new WeakMap<Context, Map<string, ReceiptInvoice>>();

/**
 * Runs what writes receipts of an invoice together: meanwhile their rules neither read the invoice
 * nor work out its flags one by one. Whoever calls this does so for all of them.
 */
export async function writingReceipts<T>(
  invoice: ReceiptInvoice,
  context: Context,
  work: () => Promise<T>,
): Promise<T> {
  const invoices = opened.get(context) ?? new Map<string, ReceiptInvoice>();
  const name = nameOf(sideOf(invoice), invoice.idfactura);
  opened.set(context, invoices.set(name, invoice));
  try {
    return await work();
  } finally {
    invoices.delete(name);
  }
}

/** Whether the receipts of the invoice are being written together. */
export function areWrittenTogether(
  side: ReceiptSide,
  idfactura: number,
  context: Context,
): boolean {
  return opened.get(context)?.has(nameOf(side, idfactura)) ?? false;
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
  const name = nameOf(side, idfactura);
  const known = opened.get(context)?.get(name);
  if (known) return known;
  return context.once(`receipts of ${name}`, async () => {
    const invoice = await context.find(context.entityOf(side.invoices), idfactura, { lock: true });
    return invoice && asInvoice(side, invoice);
  });
}

/** A record of the invoices of a side as its receipts see it. */
export function asInvoice(side: ReceiptSide, record: object): ReceiptInvoice {
  return { ...record, side: side.name } as ReceiptInvoice;
}

function nameOf({ invoices }: ReceiptSide, idfactura: number): string {
  return `${invoices} ${idfactura}`;
}
