import { refuse } from '../../kernel/errors/problem.js';
import { sum } from '../../kernel/money/decimal.js';
import { totalInEuros } from './calculator.js';
import type { AnyDocument } from '../kinds/document-kind.js';

/** Six tenths of a cent: two sums of cents that differ by less are the same. */
const TOLERANCE = 0.006;

/** Sets what follows from other columns of the document. */
export function deriveAmounts(document: AnyDocument, before: Readonly<AnyDocument> | null): void {
  const { total, tasaconv } = document;
  if (before && total === before.total && tasaconv === before.tasaconv) return;
  document.totaleuros = totalInEuros(Number(total), Number(tasaconv));
}

/**
 * Refuses a total that is not what the other amounts say.
 *
 * @throws RuleError `bad-total-error`
 */
export function testTotal(document: AnyDocument): void {
  const { neto, totalsuplidos, totaliva, totalirpf, totalrecargo, total } = document;
  const parts = [neto, totalsuplidos, totaliva, totalrecargo].map(Number);
  const expected = sum([...parts, -Number(totalirpf)]);
  if (Math.abs(sum([Number(total), -expected])) < TOLERANCE) return;
  refuse('bad-total-error', 'total', { value: Number(total), total: expected });
}
