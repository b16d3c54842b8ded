import { literal, sql, type Sql } from '../../kernel/database/sql.js';
import { select, type SqlColumn, type SqlTable } from '../../kernel/database/sql-table.js';
import { tableOf, type Context } from '../../models/index.js';
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
  const { idrecibo, idfactura, pagado, vencido, vencimiento } = tableOf(side.receipt);
  const isDue = sql`${pagado} = 0 AND ${vencimiento} <= ${context.today}
    AND COALESCE(${vencido}, 0) = 0`;
  const rows = await context.transaction.read(
    select({ idrecibo, idfactura }, following(tableOf(side.receipt), idrecibo, after, isDue)),
  );
  const receipts = rows.map((row) => row.idrecibo);
  const invoices = rows.flatMap((row) => (row.idfactura ? [row.idfactura] : []));
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
  const entity = context.port(InvoiceLedger).modelOf(side.name);
  const table = tableOf(entity);
  const { idfactura, pagada } = table;
  const rows = await context.transaction.read(
    select({ idfactura }, following(table, idfactura, after, sql`${pagada} = 0`)),
  );
  const keys = rows.map((row) => row.idfactura);
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

/** The rows that meet a condition and follow a key. */
function following(
  table: SqlTable<unknown>,
  key: SqlColumn<number>,
  after: number,
  condition: Sql,
): Sql {
  return sql`FROM ${table} WHERE ${key} > ${after} AND ${condition}
    ORDER BY ${key} LIMIT ${literal(SIZE)}`;
}

function lastOf(keys: readonly number[]): number | null {
  return keys.length < SIZE ? null : (keys.at(-1) ?? null);
}
