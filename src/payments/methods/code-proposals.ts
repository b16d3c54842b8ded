import { codeLetters } from '../../kernel/text/alphanumeric-code.js';

const LENGTH = 4;
const SUFFIXES = [2, 3, 4, 5, 6, 7, 8, 9];

/**
 * Codes to try, in order, for a payment method saved without one: 4 characters of the
 * description, then those with 2 to 9. When all are taken, or there are none (a description too
 * short), the caller gives the next number.
 */
export function paymentMethodCodeProposals(descripcion: string): string[] {
  const text = codeLetters(descripcion);
  if (text.length < LENGTH) {
    return [];
  }
  const code = text.slice(0, LENGTH);
  return [code, ...SUFFIXES.map((suffix) => `${code}${suffix}`)];
}
