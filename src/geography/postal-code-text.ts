const SPAIN = 'ESP';
const SPANISH_DIGITS = 5;

/**
 * A postal code as it is written on letters. Codes are stored as numbers, which lose their leading
 * zeros: those of Spain have five digits, `1234` is `01234`.
 */
export function postalCodeText(number: number, codpais: string): string {
  const text = String(number);
  return codpais.toUpperCase() === SPAIN ? text.padStart(SPANISH_DIGITS, '0') : text;
}
