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
  return { add: { numero: nextNumber(receipts), importe: missing } };
}

/** The number of one more receipt of an invoice. */
export function nextNumber(receipts: readonly Pick<PlannedReceipt, 'numero'>[]): number {
  return numberAfter(Math.max(0, ...receipts.map(({ numero }) => numero ?? 0)), 'numero');
}

/** What the other receipts of an invoice come to when one of them asks for more or for less. */
export interface RestPlan<T> {
  /** Unpaid ones with what they ask for from now on; 0 for those that go. */
  readonly changes: readonly { readonly receipt: T; readonly importe: number }[];
  /** What is left then: positive when some part of the total is not asked for. */
  readonly left: number;
}

/**
 * How the unpaid receipts of an invoice give way to one of it that is written or goes, the last one
 * first: they give up what is asked for too much, and take what is no longer asked for by it.
 *
 * @param missing what the receipts lack to the total, less than 0 when they ask for too much
 * @param isComplete whether they added up before; otherwise somebody is dividing the total, and
 *   what is missing is still to come
 */
export function planRest<T extends PlannedReceipt>(
  total: number,
  others: readonly T[],
  { missing, isComplete }: { readonly missing: number; readonly isComplete: boolean },
  decimals: number,
): RestPlan<T> {
  const unpaid = others.filter(({ pagado }) => !pagado).toSorted((a, b) => byNumber(b, a));
  const [last] = unpaid;
  const isTooMuch = total === 0 || missing * total < 0;
  if (missing === 0 || (!isTooMuch && !isComplete)) return { changes: [], left: missing };
  if (last && (!isTooMuch || total === 0)) {
    const importe = round(sum([last.importe ?? 0, missing]), decimals);
    return { changes: [{ receipt: last, importe }], left: 0 };
  }
  const changes: { receipt: T; importe: number }[] = [];
  let left = missing;
  for (const receipt of unpaid) {
    const asked = receipt.importe ?? 0;
    if (left === 0) break;
    if (asked * total <= 0) continue;
    const given = Math.abs(left) < Math.abs(asked) ? -left : asked;
    left = round(sum([left, given]), decimals);
    changes.push({ receipt, importe: round(sum([asked, -given]), decimals) });
  }
  return { changes, left };
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
