import { AMOUNT_DECIMALS, isNothing } from '../../kernel/money/amounts.js';
import { sum } from '../../kernel/money/decimal.js';
import type { Context } from '../../models/index.js';
import { addToKnownRisk, CustomerRisks, customerOf } from '../../parties/index.js';
import { InvoiceLedger } from './invoice-ledger.js';
import { flagsOf, paidOf } from './receipt-plan.js';
import type { InvoiceFlags, ReceiptInvoice } from './receipt-invoice.js';
import type { AnyReceipt } from './receipt-side.js';

type Paid = Pick<ReceiptInvoice, 'pagada' | 'total'>;

/** What an invoice adds to the risk of its customer: what is still to be paid of it. */
export function riskShare({ pagada, total }: Paid, paid: number): number {
  return pagada ? 0 : sum([total ?? 0, -paid]);
}

/**
 * Works out the flags of an invoice from its receipts as they are about to be, and stores them,
 * also where the invoice is locked; the risk of the customer follows.
 *
 * @param invoice with the flags that it has so far
 * @param receipts all of them
 * @param paidBefore what the paid ones amounted to so far
 */
export async function refreshInvoiceFlags(
  invoice: ReceiptInvoice,
  receipts: readonly AnyReceipt[],
  paidBefore: number,
  context: Context,
): Promise<InvoiceFlags> {
  const { idfactura, total } = invoice;
  const flags = flagsOf(total, receipts, context.settings.decimals);
  if (flags.pagada !== invoice.pagada || flags.vencida !== invoice.vencida) {
    const entity = context.port(InvoiceLedger).modelOf(invoice.side);
    await context.records.assign(entity, { idfactura }, { ...flags });
  }
  const paid = paidOf(receipts);
  const share = riskShare({ ...flags, total }, paid);
  const amount = sum([share, -riskShare(invoice, paidBefore)]);
  await moveRisk(invoice, { amount, paid }, context);
  // Whoever reads the invoice again in this unit of work gets the same object.
  Object.assign(invoice, flags);
  return flags;
}

/** What becomes of the risk of a customer by the receipts of an invoice. */
interface RiskMove {
  readonly amount: number;
  /** What is paid of the invoice from now on. */
  readonly paid: number;
}

/** Moves the risk of the customer of an invoice; suppliers have none. */
export async function moveRisk(
  invoice: ReceiptInvoice,
  { amount, paid }: RiskMove,
  context: Context,
): Promise<void> {
  const { side, codcliente, total } = invoice;
  if (side === 'purchase' || !codcliente) return;
  // What was paid of an invoice of nothing counts only while others are unpaid.
  const dependsOnOthers = paid !== 0 && isNothing(total ?? 0, AMOUNT_DECIMALS);
  if (amount === 0 && !dependsOnOthers) return;
  if (!dependsOnOthers && (await addToKnownRisk(codcliente, amount, context))) return;
  // Nothing to add to: at the end of the unit of work everything that counts is stored.
  context.part(CustomerRisks).recount(codcliente);
}

/** From its first receipt on the risk of a customer is known, if it is 0. */
export async function startRisk(codcliente: string, context: Context): Promise<void> {
  const customer = await customerOf(codcliente, context);
  if (customer?.riesgoalcanzado === null) context.part(CustomerRisks).recount(codcliente);
}
