import { refuse } from '../../kernel/errors/problem.js';
import { AMOUNT_DECIMALS, isNothing } from '../../kernel/money/amounts.js';
import { sum } from '../../kernel/money/decimal.js';
import { totalInEuros } from './calculator.js';
import type { AnyDocument } from '../kinds/document-kind.js';

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
  if (isNothing(sum([Number(total), -expected]), AMOUNT_DECIMALS)) return;
  refuse('bad-total-error', 'total', { value: Number(total), total: expected });
}
