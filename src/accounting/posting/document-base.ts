import { divide, multiply, sum } from '../../kernel/money/decimal.js';
import type { PostedInvoice, PostedLine } from './posted-invoice.js';

/** The amount of the line less the discounts of the document, not rounded. */
export function documentBase(
  { dtopor1, dtopor2 }: Pick<PostedInvoice, 'dtopor1' | 'dtopor2'>,
  { pvptotal }: Pick<PostedLine, 'pvptotal'>,
): number {
  const left = (discount: number | null) => divide(sum([100, -(discount ?? 0)]), 100);
  return multiply(pvptotal, left(dtopor1), left(dtopor2));
}
