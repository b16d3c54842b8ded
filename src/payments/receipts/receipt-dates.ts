import type { Day } from '../../kernel/dates/calendar.js';
import { isEmpty, type Context } from '../../models/index.js';
import { dueDate, paymentDay } from './due-date.js';
import { customerOf } from '../../parties/index.js';
import { paymentMethodOf } from '../methods/look-ups.js';
import type { ReceiptInvoice } from './receipt-invoice.js';
import type { AnyReceipt } from './receipt-side.js';

/** The dates and flags that follow from others, as every save leaves them. */
export function completeDates(receipt: AnyReceipt, today: Day): void {
  receipt.pagado ??= false;
  if (!receipt.pagado) receipt.fechapago = null;
  else if (isEmpty(receipt.fechapago)) receipt.fechapago = today;
  const { vencimiento } = receipt;
  if (isEmpty(vencimiento) || vencimiento < receipt.fecha) receipt.vencimiento = receipt.fecha;
  receipt.vencido = isOverdue(receipt, today);
}

/** A receipt is overdue from the day on which it falls due. */
export function isOverdue({ pagado, vencimiento }: Readonly<AnyReceipt>, today: Day): boolean {
  return pagado === false && vencimiento !== null && vencimiento <= today;
}

/**
 * The day on which a receipt of the invoice falls due by itself: the term of the payment method
 * from the date of the invoice, then the next day on which the customer pays. The setting
 * `dueoverflow` = 1 counts months as FacturaScripts does.
 */
export async function automaticDueDate(invoice: ReceiptInvoice, context: Context): Promise<Day> {
  const { codcliente, codpago, fecha } = invoice;
  const method = await paymentMethodOf(codpago, context);
  const due = method ? dueDate(fecha, method, context.settings.isOn('dueoverflow')) : fecha;
  if (invoice.side === 'purchase' || !codcliente) return due;
  return paymentDay(due, (await customerOf(codcliente, context))?.diaspago ?? null);
}
