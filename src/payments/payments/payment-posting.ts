import {
  fiscalYearOf,
  paymentEntry,
  postEntry,
  postingTerms,
  type PostedPayment,
} from '../../accounting/index.js';
import { RuleError, type Problem } from '../../kernel/errors/problem.js';
import { multiply } from '../../kernel/money/decimal.js';
import type { Context, Entity } from '../../models/index.js';
import { warnUnposted } from '../../log/index.js';
import { paymentAccounts } from './payment-accounts.js';
import { InvoiceLedger } from '../receipts/invoice-ledger.js';
import { invoiceOf, type ReceiptInvoice } from '../receipts/receipt-invoice.js';
import type { AnyPayment, AnyReceipt, ReceiptSide } from '../receipts/receipt-side.js';

/**
 * Posts the entry of a payment. A reason of business that prevents it fails nothing: it is told in
 * the log, under the invoice.
 *
 * @returns the number of the entry; null for none
 */
export async function postPayment(
  side: ReceiptSide,
  payment: AnyPayment,
  receipt: AnyReceipt,
  context: Context,
): Promise<number | null> {
  const invoice = await invoiceOf(side, receipt.idfactura, context);
  if (!invoice) {
    await warn(side, null, receipt, { code: 'payment-without-invoice' }, context);
    return null;
  }
  try {
    const posted = await post(payment, receipt, invoice, context);
    if (typeof posted === 'number') return posted;
    await warn(side, invoice, receipt, posted, context);
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    for (const problem of error.problems) await warn(side, invoice, receipt, problem, context);
  }
  return null;
}

/** The number of the entry, or why there is none. */
async function post(
  payment: AnyPayment,
  receipt: AnyReceipt,
  invoice: ReceiptInvoice,
  context: Context,
): Promise<number | Problem> {
  const { idempresa } = receipt;
  const { codejercicio } = await fiscalYearOf(idempresa, payment.fecha, context);
  const posting = paymentEntry(
    { ...(await postedPayment(payment, receipt, invoice, context)), codejercicio },
    await paymentAccounts(payment, invoice, codejercicio, context),
    postingTerms(invoice.side, context),
  );
  if ('entry' in posting) return (await postEntry(posting.entry, context)).idasiento;
  const { unposted: code, params } = posting;
  return { code, ...(params && { params }) };
}

async function postedPayment(
  payment: AnyPayment,
  receipt: AnyReceipt,
  invoice: ReceiptInvoice,
  context: Context,
): Promise<Omit<PostedPayment, 'codejercicio'>> {
  const { side, codigo, tasaconv } = invoice;
  const isSale = side === 'sales';
  const importe = payment.importe ?? 0;
  return {
    side,
    idempresa: receipt.idempresa,
    fecha: payment.fecha,
    codigo,
    numero: receipt.numero ?? 0,
    name: (isSale ? invoice.nombrecliente : invoice.nombre) ?? '',
    reference: (isSale ? invoice.numero2 : invoice.numproveedor) ?? null,
    importe,
    gastos: payment.gastos ?? null,
    isReversal: multiply(importe, receipt.importe ?? 0) < 0,
    coddivisa: receipt.coddivisa ?? invoice.coddivisa,
    tasaconv,
    canal: await context.port(InvoiceLedger).channelOf(invoice.codserie, context),
  };
}

async function warn(
  side: ReceiptSide,
  invoice: ReceiptInvoice | null,
  { codigofactura, idrecibo, numero }: AnyReceipt,
  problem: Problem,
  context: Context,
): Promise<void> {
  const entity: Entity = invoice ? context.port(InvoiceLedger).modelOf(side.name) : side.receipt;
  const model = context.models.of(entity);
  const name = `${invoice?.codigo ?? codigofactura ?? ''}-${numero ?? ''}`;
  const key = invoice?.idfactura ?? idrecibo;
  await warnUnposted({ name, model: model.name, key }, problem, context);
}
