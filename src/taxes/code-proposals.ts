/*
 * Codes to try, in order, for a record saved without one. When all are taken, or there are none,
 * the caller gives the next number.
 */

const ALPHABET = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');

const LONGEST_SERIE = 4;

/** For a tax: 3 letters of the description and the whole part of the rate, then 4 letters. */
export function taxCodeProposals(descripcion: string, iva: number): string[] {
  return lettersAndNumber(descripcion, iva);
}

/** For a withholding: 3 letters of the description and the whole percentage, then 4 letters. */
export function retentionCodeProposals(descripcion: string, porcentaje: number): string[] {
  return lettersAndNumber(descripcion, porcentaje);
}

/** For a series: 1 to 4 characters of the description, the shortest first, then A to Z. */
export function serieCodeProposals(descripcion: string): string[] {
  const text = descripcion.replace(/[^A-Z0-9_+.-]/gi, '').toUpperCase();
  const longest = Math.min(text.length, LONGEST_SERIE);
  const prefixes = Array.from({ length: longest }, (_, index) => text.slice(0, index + 1));
  return [...new Set([...prefixes, ...ALPHABET])];
}

function lettersAndNumber(descripcion: string, number: number): string[] {
  const letters = descripcion.replace(/[^A-Z]/gi, '').toUpperCase();
  return [3, 4]
    .filter((length) => letters.length >= length)
    .map((length) => `${letters.slice(0, length)}${Math.trunc(number)}`);
}
