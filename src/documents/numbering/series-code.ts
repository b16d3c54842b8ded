import { codeLetters } from '../../kernel/text/alphanumeric-code.js';

const ALPHABET = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const LONGEST = 4;

/**
 * Codes to try, in order, for a series saved without one: 1 to 4 characters of the description,
 * the shortest first, then A to Z. When all are taken the caller gives the next number.
 */
export function seriesCodeProposals(descripcion: string): string[] {
  const text = codeLetters(descripcion);
  const longest = Math.min(text.length, LONGEST);
  const prefixes = Array.from({ length: longest }, (_, index) => text.slice(0, index + 1));
  return [...new Set([...prefixes, ...ALPHABET])];
}
