import { testEntryLink } from '../../accounting/index.js';
import { refuse } from '../../kernel/errors/problem.js';
import { sum } from '../../kernel/money/decimal.js';
import type { Context } from '../../models/index.js';
import type { AnyPayment, AnyReceipt, ReceiptSide } from '../receipts/receipt-side.js';

/**
 * Refuses what a client says of a payment and its receipt contradicts: more than is owed, more taken
 * back than was paid, the journal entry of something else.
 *
 * @param before the payment as it was; null for a new one
 * @throws RuleError `payment-exceeds-receipt`, `payment-exceeds-paid`, and as `testEntryLink`
 */
export async function testPayment(
  side: ReceiptSide,
  payment: AnyPayment,
  before: Readonly<AnyPayment> | null,
  context: Context,
): Promise<void> {
  const { idasiento, idrecibo, importe, fecha } = payment;
  const isLinked = idasiento !== null && idasiento !== (before?.idasiento ?? null);
  const isMoved = idrecibo !== before?.idrecibo || (importe ?? 0) !== (before.importe ?? 0);
  if (!isLinked && !isMoved) return;
  // Payments of one receipt that come at once wait for each other.
  const receipt = await context.records.find(side.receipt, idrecibo, { lock: true });
  if (!receipt) return;
  if (isMoved) await testAmount(side, payment, receipt, context);
  if (isLinked) await testEntryLink(idasiento, { idempresa: receipt.idempresa, fecha }, context);
}

/** What was paid stays between nothing and the amount of the receipt, whatever its sign. */
async function testAmount(
  side: ReceiptSide,
  { idpago, idrecibo, importe }: AnyPayment,
  receipt: AnyReceipt,
  context: Context,
): Promise<void> {
  const amount = importe ?? 0;
  const payments = await context.records.list(side.payment, { idrecibo });
  const others = payments.filter((other) => other.idpago !== idpago);
  const paid = sum(others.map((other) => other.importe ?? 0));
  const owed = receipt.importe ?? 0;
  const [least, most] = [Math.min(0, owed), Math.max(0, owed)];
  const total = sum([paid, amount]);
  const isTooMuch = amount > 0 ? total > most : amount < 0 && total < least;
  if (!isTooMuch) return;
  const isTakenBack = amount !== 0 && Math.sign(amount) !== Math.sign(owed);
  const max = sum([amount > 0 ? most : least, -paid]);
  const code = isTakenBack ? 'payment-exceeds-paid' : 'payment-exceeds-receipt';
  refuse(code, 'importe', { value: amount, max });
}
