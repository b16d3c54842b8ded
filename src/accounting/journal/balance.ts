import { round, sum } from '../../kernel/money/decimal.js';
import type { Context } from '../../models/index.js';

/** Debit less credit, rounded. */
export function balanceOf(debe: number, haber: number, context: Context): number {
  return round(sum([debe, -haber]), context.settings.decimals);
}
