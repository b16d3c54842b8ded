const ALPHABET = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const LONGEST = 4;

/**
 * Codes to try, in order, for a series saved without one: 1 to 4 characters of the description,
 * the shortest first, then A to Z. When all are taken the caller gives the next number.
 */
export function seriesCodeProposals(descripcion: string): string[] {
  const text = descripcion.replace(/[^A-Z0-9_+.-]/gi, '').toUpperCase();
  const longest = Math.min(text.length, LONGEST);
  const prefixes = Array.from({ length: longest }, (_, index) => text.slice(0, index + 1));
  return [...new Set([...prefixes, ...ALPHABET])];
}
