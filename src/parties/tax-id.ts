type Check = (number: string) => boolean;

// In the order of the remainder of the number by 23.
const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
// In the order of the control digit.
const CIF_LETTERS = 'JABCDEFGHI';

const RNC_WEIGHTS = [7, 9, 8, 6, 5, 4, 3, 2];

const CHECKS: ReadonlyMap<string, Check> = new Map([
  ['dni', isDni],
  ['nie', isDni],
  ['nif', (number) => isDni(number) || isCif(number)],
  ['cif', isCif],
  ['rfc', isRfc],
  ['rnc', isRnc],
]);

/**
 * Whether the number is well formed for its type (`NIF`, `cif` …, in either case). Types without
 * a known algorithm pass with any number. Nothing is removed from the number: a blank or a hyphen
 * too many is an error. An empty number fails; whether one may be left out is the caller's rule.
 */
export function isTaxId(type: string, number: string): boolean {
  const check = CHECKS.get(type.toLowerCase());
  return check === undefined || check(number);
}

/**
 * Eight digits with their letter, or the letter left out, or a foreigner's number: X, Y or Z in
 * the place of the first digit.
 * Source: Real Decreto 1065/2007, arts. 19.1 (DNI) and 20 (NIE). The letters K, L and M of the
 * same articles, which the tax office gives to persons with neither, are not accepted.
 */
function isDni(number: string): boolean {
  const [, first = '', rest = '', letter] = /^([\dXYZ])(\d{7})([A-Z])?$/i.exec(number) ?? [];
  if (rest === '') {
    return false;
  }
  const foreigner = 'XYZ'.indexOf(first.toUpperCase());
  if (letter === undefined) {
    return foreigner < 0;
  }
  const value = Number(`${foreigner < 0 ? first : foreigner}${rest}`);
  return letter.toUpperCase() === DNI_LETTERS[value % 23];
}

/**
 * A letter that says the kind of entity, seven digits and a control digit or letter; either is
 * accepted whatever the kind.
 * Source: Orden EHA/451/2008, of 20 February (number of legal persons and other entities).
 */
function isCif(number: string): boolean {
  const [, digits, control = ''] = /^[ABCDEFGHJNPQRSUVW](\d{7})([\dA-J])$/i.exec(number) ?? [];
  if (digits === undefined) {
    return false;
  }
  let total = 0;
  for (const [index, character] of [...digits].entries()) {
    const digit = Number(character);
    const doubled = digit > 4 ? digit * 2 - 9 : digit * 2;
    total += index % 2 === 0 ? doubled : digit;
  }
  const expected = (10 - (total % 10)) % 10;
  return control === String(expected) || control.toUpperCase() === CIF_LETTERS[expected];
}

/** Mexico: initials, a date (yymmdd) and three characters that are not verified. */
function isRfc(number: string): boolean {
  return /^[A-Z]{3,4}\d\d(0[1-9]|1[0-2])[0-3]\d[A-Z0-9]{3}$/i.test(number);
}

/** Dominican Republic, companies: nine digits, `101010632` or `101-01063-2`. */
function isRnc(number: string): boolean {
  if (!/^(?:\d{9}|\d{3}-\d{5}-\d)$/.test(number)) {
    return false;
  }
  const digits = [...number.replaceAll('-', '')].map(Number);
  const remainder =
    RNC_WEIGHTS.reduce((total, weight, index) => total + weight * (digits[index] ?? 0), 0) % 11;
  const control = remainder === 0 ? 2 : remainder === 1 ? 1 : 11 - remainder;
  return digits.at(-1) === control;
}
