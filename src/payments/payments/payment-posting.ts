import {
  fiscalYearOf,
  paymentEntry,
  postEntry,
  postingTerms,
  type PostedPayment,
} from '../../accounting/index.js';
import { RuleError, type Problem } from '../../kernel/errors/problem.js';
import { multiply } from '../../kernel/money/decimal.js';
import { currencyOf } from '../../company/index.js';
import type { Context, Entity } from '../../models/index.js';
import { partyOf } from '../../parties/index.js';
import { warnUnposted } from '../../log/index.js';
import { paymentAccounts, type PaidParty } from './payment-accounts.js';
import { InvoiceLedger } from '../receipts/invoice-ledger.js';
import { invoiceOf, type ReceiptInvoice } from '../receipts/receipt-invoice.js';
import type { AnyPayment, AnyReceipt, ReceiptSide } from '../receipts/receipt-side.js';

/** Whose money a payment is, and what its entry says about it. */
interface Paid extends PaidParty {
  readonly terms: Pick<
    PostedPayment,
    'side' | 'codigo' | 'numero' | 'name' | 'reference' | 'coddivisa' | 'tasaconv' | 'canal'
  >;
}

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
  try {
    const paid = invoice
      ? await paidOfInvoice(invoice, receipt, context)
      : await paidOfReceipt(side, receipt, context);
    const posted = await post(payment, receipt, paid, context);
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
  { terms, ...party }: Paid,
  context: Context,
): Promise<number | Problem> {
  const { idempresa } = receipt;
  const { codejercicio } = await fiscalYearOf(idempresa, payment.fecha, context);
  const importe = payment.importe ?? 0;
  const posting = paymentEntry(
    {
      ...terms,
      idempresa,
      codejercicio,
      fecha: payment.fecha,
      importe,
      gastos: payment.gastos ?? null,
      isReversal: multiply(importe, receipt.importe ?? 0) < 0,
    },
    await paymentAccounts(payment, party, codejercicio, context),
    postingTerms(terms.side, context),
  );
  if ('entry' in posting) return (await postEntry(posting.entry, context)).idasiento;
  const { unposted: code, params } = posting;
  return { code, ...(params && { params }) };
}

async function paidOfInvoice(
  invoice: ReceiptInvoice,
  receipt: AnyReceipt,
  context: Context,
): Promise<Paid> {
  const { side, codcliente, codproveedor, codigo, tasaconv } = invoice;
  const isSale = side === 'sales';
  return {
    side,
    code: (isSale ? codcliente : codproveedor) ?? null,
    terms: {
      side,
      codigo,
      numero: receipt.numero ?? 0,
      name: (isSale ? invoice.nombrecliente : invoice.nombre) ?? '',
      reference: (isSale ? invoice.numero2 : invoice.numproveedor) ?? null,
      coddivisa: receipt.coddivisa ?? invoice.coddivisa,
      tasaconv,
      canal: await context.port(InvoiceLedger).channelOf(invoice.codserie, context),
    },
  };
}

/** Money without an invoice, such as an advance: by the rate of today. */
async function paidOfReceipt(
  { name: side, subject }: ReceiptSide,
  receipt: AnyReceipt,
  context: Context,
): Promise<Paid> {
  const code = receipt[subject] ?? null;
  const party = code === null ? null : await partyOf(side, code, context);
  const currency = await currencyOf(receipt.coddivisa, context);
  const bought = side === 'purchase' ? currency?.tasaconvcompra : null;
  return {
    side,
    code,
    terms: {
      side,
      codigo: null,
      numero: receipt.idrecibo,
      name: party?.razonsocial ?? party?.nombre ?? '',
      reference: null,
      coddivisa: receipt.coddivisa ?? context.settings.text('coddivisa'),
      tasaconv: bought ?? currency?.tasaconv ?? null,
      canal: null,
    },
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
