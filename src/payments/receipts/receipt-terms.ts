import { fold } from '../../kernel/database/fold.js';
import { refuse } from '../../kernel/errors/problem.js';
import { isEmpty, type Context, type Sent } from '../../models/index.js';
import { automaticDueDate } from './receipt-dates.js';
import { invoiceOf } from './receipt-invoice.js';
import { nextNumber, outstanding } from './receipt-plan.js';
import type { AnyReceipt, ReceiptSide } from './receipt-side.js';
import { receiptsOf } from './receipts.js';

/** What a request says of a receipt. */
interface Request {
  readonly before: Readonly<AnyReceipt> | null;
  readonly sent: Sent;
}

/**
 * Fills a receipt that is given to an invoice with what the request leaves out: whose it is and in
 * which currency, and of a new one also day, payment method, due date, number, and what no receipt
 * of the invoice asks for so far.
 */
export async function takeFromInvoice(
  side: ReceiptSide,
  receipt: AnyReceipt,
  { before, sent }: Request,
  context: Context,
): Promise<void> {
  const invoice = await invoiceOf(side, receipt.idfactura, context);
  if (!invoice) return;
  const isOpen = (name: keyof AnyReceipt) => !sent.columns.has(name) || receipt[name] === '';
  const { coddivisa, codpago, fecha, idempresa } = invoice;
  const values = { [side.subject]: invoice[side.subject], coddivisa, codpago, fecha, idempresa };
  const taken = before ? [side.subject, 'coddivisa'] : Object.keys(values);
  for (const [name, value] of Object.entries(values)) {
    const column = name as keyof AnyReceipt;
    if (taken.includes(name) && isOpen(column)) Object.assign(receipt, { [name]: value });
  }
  if (before) return;
  if (isOpen('vencimiento')) {
    const { codpago: method, fecha: day } = receipt;
    const dated = { ...invoice, codpago: method ?? codpago, fecha: isEmpty(day) ? fecha : day };
    receipt.vencimiento = await automaticDueDate(dated, context);
  }
  if (sent.columns.has('numero') && sent.columns.has('importe')) return;
  const others = await receiptsOf(invoice, context);
  if (!sent.columns.has('numero')) receipt.numero = nextNumber(others);
  if (!sent.columns.has('importe')) {
    receipt.importe = outstanding(invoice, others, context.settings.decimals);
  }
}

/**
 * Refuses a receipt that says another customer, supplier or currency than its invoice, where it is
 * new or says so newly: what is stored is not judged again.
 *
 * @throws RuleError `receipt-contradicts-invoice`
 */
export async function testInvoice(
  side: ReceiptSide,
  receipt: Readonly<AnyReceipt>,
  before: Readonly<AnyReceipt> | null,
  context: Context,
): Promise<void> {
  const columns = ['idfactura', side.subject, 'coddivisa'] as const;
  if (!receipt.idfactura || (before && columns.every((name) => receipt[name] === before[name]))) {
    return;
  }
  const invoice = await invoiceOf(side, receipt.idfactura, context);
  for (const name of [side.subject, 'coddivisa'] as const) {
    const [own, value] = [receipt[name], invoice?.[name]];
    if (!value || !own || fold(own) === fold(value)) continue;
    refuse('receipt-contradicts-invoice', name, { value: own, expected: value });
  }
}
