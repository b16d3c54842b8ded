import { isNothing } from '../../kernel/money/amounts.js';
import { numberAfter } from '../../models/index.js';
import { divide, multiply, round, sum } from '../../kernel/money/decimal.js';

/** What the plan asks of an invoice. */
export interface PlannedInvoice {
  readonly total: number | null;
  readonly coddivisa: string;
}

/** What the plan asks of a receipt. */
export interface PlannedReceipt {
  readonly idrecibo: number;
  readonly numero: number | null;
  readonly importe: number | null;
  readonly coddivisa: string | null;
  readonly pagado: boolean | null;
}

/** What makes the receipts of an invoice add up to its total. */
export interface ReceiptPlan<T> {
  /** The unpaid receipt that takes the difference, and the currency of the invoice. */
  readonly change?: { readonly receipt: T; readonly importe: number };
  /** A further receipt. */
  readonly add?: { readonly numero: number; readonly importe: number };
}

const MOST_PARTS = 100;
/** A rest of up to so many parts is no part more, but the last one. */
const LAST_PART = 1.5;

/** The order in which receipts of an invoice take what its total changes. */
export function byNumber(a: PlannedReceipt, b: PlannedReceipt): number {
  return (a.numero ?? 0) - (b.numero ?? 0) || a.idrecibo - b.idrecibo;
}

/** The part of the total that no receipt asks for; negative when they ask for too much. */
export function outstanding(
  invoice: Pick<PlannedInvoice, 'total'>,
  receipts: readonly Pick<PlannedReceipt, 'importe'>[],
  decimals: number,
): number {
  const asked = receipts.map(({ importe }) => -(importe ?? 0));
  return round(sum([invoice.total ?? 0, ...asked]), decimals);
}

/**
 * What to change so that the receipts add up to the total again: the first unpaid one takes the
 * difference, whatever its sign; where all are paid, one more is made.
 *
 * @throws RuleError `no-more-numbers`
 */
export function planReceipts<T extends PlannedReceipt>(
  invoice: PlannedInvoice,
  receipts: readonly T[],
  decimals: number,
): ReceiptPlan<T> {
  const missing = outstanding(invoice, receipts, decimals);
  const receipt = receipts
    .toSorted(byNumber)
    .find((each) => !each.pagado && (missing !== 0 || each.coddivisa !== invoice.coddivisa));
  if (receipt) {
    return { change: { receipt, importe: round(sum([receipt.importe ?? 0, missing]), decimals) } };
  }
  if (missing === 0) return {};
  const last = Math.max(0, ...receipts.map(({ numero }) => numero ?? 0));
  return { add: { numero: numberAfter(last, 'numero'), importe: missing } };
}

/**
 * An amount in `count` receipts of one size, the last of which takes what rounding leaves. The sum
 * of the parts is the amount. Where `count` parts would be smaller than the smallest amount there
 * is, there are fewer.
 *
 * @param count from 0 to 100; more is 100, and up to 1 is the whole amount
 */
export function splitAmount(amount: number, count: number, decimals: number): number[] {
  const parts = Math.min(Math.max(1, Math.trunc(count)), MOST_PARTS);
  const sign = amount < 0 ? -1 : 1;
  const smallest = 10 ** -decimals;
  const whole = round(Math.abs(amount), decimals);
  const part = Math.max(round(divide(whole, parts), decimals), smallest);
  const amounts: number[] = [];
  for (let rest = whole; rest > 0 && parts > 1;) {
    const next = rest > multiply(part, LAST_PART) ? part : rest;
    amounts.push(multiply(next, sign));
    rest = round(sum([rest, -next]), decimals);
  }
  return parts > 1 || whole === 0 ? amounts : [multiply(whole, sign)];
}

/** What tells whether an invoice is paid. */
export interface SettledReceipt {
  readonly importe: number | null;
  readonly pagado: boolean | null;
  readonly vencido: boolean | null;
}

/** What the paid receipts amount to. */
export function paidOf(receipts: readonly Omit<SettledReceipt, 'vencido'>[]): number {
  return sum(receipts.flatMap(({ importe, pagado }) => (pagado && importe ? [importe] : [])));
}

/** The flags of an invoice: paid when its paid receipts cover it, overdue when an unpaid one is. */
export function flagsOf(
  total: number | null,
  receipts: readonly SettledReceipt[],
  decimals: number,
): { pagada: boolean; vencida: boolean } {
  const amount = total ?? 0;
  const paid = paidOf(receipts);
  const difference = sum([amount, -paid]);
  const covers = isNothing(difference, decimals) || (amount > 0 && amount <= paid);
  return { pagada: covers, vencida: receipts.some(({ pagado, vencido }) => !pagado && !!vencido) };
}
