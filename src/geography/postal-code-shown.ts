const SPAIN = 'ESP';
const SPANISH_DIGITS = 5;

/**
 * A postal code as it goes out. Codes are stored as numbers, which lose leading zeros; those of
 * Spain have five digits, so `1234` is the text `01234`. All others stay numbers.
 */
export function postalCodeShown(number: number, codpais: string): number | string {
  return codpais.toUpperCase() === SPAIN && number < 10 ** (SPANISH_DIGITS - 1)
    ? String(number).padStart(SPANISH_DIGITS, '0')
    : number;
}
