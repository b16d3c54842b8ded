/*
 * Codes to try, in order, for a record saved without one. When all are taken, or there are none,
 * the caller gives the next number.
 */

/** For a tax: 3 letters of the description and the whole part of the rate, then 4 letters. */
export function taxCodeProposals(descripcion: string, iva: number): string[] {
  return lettersAndNumber(descripcion, iva);
}

/** For a withholding: 3 letters of the description and the whole percentage, then 4 letters. */
export function retentionCodeProposals(descripcion: string, porcentaje: number): string[] {
  return lettersAndNumber(descripcion, porcentaje);
}

function lettersAndNumber(descripcion: string, number: number): string[] {
  const letters = descripcion.replace(/[^A-Z]/gi, '').toUpperCase();
  return [3, 4]
    .filter((length) => letters.length >= length)
    .map((length) => `${letters.slice(0, length)}${Math.trunc(number)}`);
}
