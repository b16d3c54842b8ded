import type { SqlRow, SqlValue } from '../../kernel/database/database.js';
import type { Context, Entity } from '../../models/index.js';
import { refreshInvoiceFlags } from './invoice-flags.js';
import { InvoiceLedger } from './invoice-ledger.js';
import { asInvoice, type ReceiptInvoice } from './receipt-invoice.js';
import { flagsOf, paidOf } from './receipt-plan.js';
import type { AnyReceipt, ReceiptSide } from './receipt-side.js';

/** So many rows at a time. */
const SIZE = 500;

/** What was done to some rows of a table, by their keys. */
export interface Batch {
  readonly changed: number;
  /** The last key of the batch; null when no row follows it. */
  readonly last: number | null;
}

/** Marks unpaid receipts whose day has come as overdue, and so their invoices. */
export async function markSome(side: ReceiptSide, after: number, context: Context): Promise<Batch> {
  const { quote } = context.transaction.dialect;
  const isDue =
    `${quote('pagado')} = 0 AND ${quote('vencimiento')} <= ? ` +
    `AND COALESCE(${quote('vencido')}, 0) = 0`;
  const rows = await rowsAfter(side.receipt, after, ['idfactura'], isDue, [context.today], context);
  const receipts = rows.map(([idrecibo]) => Number(idrecibo));
  const invoices = rows.flatMap(([, idfactura]) => (idfactura ? [Number(idfactura)] : []));
  // The invoice first, as whoever pays it does.
  if (invoices.length > 0) {
    await context.records.assign(
      context.port(InvoiceLedger).modelOf(side.name),
      { idfactura: invoices },
      { vencida: true },
    );
  }
  if (receipts.length > 0) {
    const stillUnpaid = { idrecibo: receipts, pagado: false };
    await context.records.assign(side.receipt, stillUnpaid, { vencido: true });
  }
  return { changed: receipts.length, last: lastOf(receipts) };
}

/** Works out anew what unpaid invoices and their unpaid receipts say of each other. */
export async function refreshSome(
  side: ReceiptSide,
  after: number,
  context: Context,
): Promise<Batch> {
  const { quote } = context.transaction.dialect;
  const entity = context.port(InvoiceLedger).modelOf(side.name);
  const rows = await rowsAfter(entity, after, [], `${quote('pagada')} = 0`, [], context);
  const keys = rows.map(([idfactura]) => Number(idfactura));
  if (keys.length === 0) return { changed: 0, last: null };
  const invoices = await context.records.list(
    entity,
    { idfactura: keys, pagada: false },
    { lock: true },
  );
  const receipts = await context.records.list(side.receipt, { idfactura: keys });
  const byInvoice = new Map<number | null, AnyReceipt[]>();
  for (const receipt of receipts) {
    const { idfactura } = receipt;
    byInvoice.set(idfactura, [...(byInvoice.get(idfactura) ?? []), receipt]);
  }
  let changed = 0;
  for (const record of invoices) {
    const invoice = asInvoice(side, record);
    const own = byInvoice.get(invoice.idfactura) ?? [];
    if (await refreshOne(side, invoice, own, context)) changed++;
  }
  return { changed, last: lastOf(keys) };
}

/** Whether anything had to be changed. */
async function refreshOne(
  side: ReceiptSide,
  invoice: ReceiptInvoice,
  receipts: readonly AnyReceipt[],
  context: Context,
): Promise<boolean> {
  const { codigo: codigofactura, idfactura } = invoice;
  const isRenamed = receipts.some((each) => !each.pagado && each.codigofactura !== codigofactura);
  if (isRenamed)
    await context.records.assign(side.receipt, { idfactura, pagado: false }, { codigofactura });
  const flags = flagsOf(invoice.total, receipts, context.settings.decimals);
  const isStale = flags.pagada !== invoice.pagada || flags.vencida !== invoice.vencida;
  if (isStale) await refreshInvoiceFlags(invoice, receipts, paidOf(receipts), context);
  return isRenamed || isStale;
}

/** Keys of the rows that meet a condition and follow a key, with further columns. */
async function rowsAfter(
  entity: Entity,
  after: number,
  columns: readonly string[],
  condition: string,
  values: readonly SqlValue[],
  context: Context,
): Promise<SqlRow[]> {
  const model = context.models.of(entity);
  const { quote } = context.transaction.dialect;
  const key = quote(model.key.name);
  return context.transaction.rows(
    `SELECT ${[key, ...columns.map(quote)].join(', ')} FROM ${quote(model.table)} ` +
      `WHERE ${key} > ? AND ${condition} ORDER BY ${key} LIMIT ${SIZE}`,
    [after, ...values],
  );
}

function lastOf(keys: readonly number[]): number | null {
  return keys.length < SIZE ? null : (keys.at(-1) ?? null);
}
