import { round, sum } from '../../kernel/money/decimal.js';
import type { Calculation, CalculationRules, DocumentTotals } from './calculation.js';

/** The amounts that are rounded for themselves; the total is added up from them. */
const PARTS = [
  'neto',
  'netosindto',
  'totaliva',
  'totalrecargo',
  'totalirpf',
  'totalsuplidos',
] as const;

export type Parts = Readonly<Record<(typeof PARTS)[number], number>>;

/** The invoice that is refunded, and what was taken back of it before. */
export interface Refunded {
  readonly invoice: Parts;
  readonly earlier: readonly Parts[];
}

/**
 * The totals of the refund that takes back the last units of an invoice: what no earlier one took,
 * so that all of them together are the invoice to the cent. What was written otherwise than
 * rounding does is left out of account, and the refund stays as it was calculated.
 */
export function lastRefund(
  { decimals }: CalculationRules,
  { totals, groups }: Calculation,
  { invoice, earlier }: Refunded,
): DocumentTotals {
  // Each amount of each document is off by half a unit for each of its groups at most.
  const most = (earlier.length + 2) * (groups.length + 1) * 10 ** -decimals;
  const rests = PARTS.map((name) => {
    const taken = earlier.map((refund) => refund[name]);
    return [name, round(-sum([invoice[name], ...taken]), decimals) + 0] as const;
  });
  if (rests.some(([name, rest]) => Math.abs(rest - totals[name]) > most)) return totals;
  const parts = Object.fromEntries(rests) as Record<keyof Parts, number>;
  const { neto, totaliva, totalrecargo, totalirpf, totalsuplidos } = parts;
  const total = round(sum([neto, totalsuplidos, totaliva, totalrecargo, -totalirpf]), decimals);
  const totalbeneficio = round(sum([neto, -totals.totalcoste]), decimals);
  return { ...totals, ...parts, total, totalbeneficio };
}
