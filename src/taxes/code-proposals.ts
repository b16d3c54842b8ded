/**
 * Codes to try, in order, for a tax or a withholding saved without one: 3 letters of the
 * description and the whole part of the rate, then 4 letters. When all are taken, or there are
 * none, the caller gives the next number.
 */
export function rateCodeProposals(descripcion: string, rate: number): string[] {
  const letters = descripcion.replace(/[^A-Z]/gi, '').toUpperCase();
  return [3, 4]
    .filter((length) => letters.length >= length)
    .map((length) => `${letters.slice(0, length)}${Math.trunc(rate)}`);
}
