type Check = (number: string) => boolean;

// In the order of the remainder of the number by 23.
const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
// In the order of the control digit.
const CIF_LETTERS = 'JABCDEFGHI';

const RNC_WEIGHTS = [7, 9, 8, 6, 5, 4, 3, 2];

const CHECKS: ReadonlyMap<string, Check> = new Map([
  ['dni', isDni],
  ['nie', isDni],
  ['nif', isNif],
  ['cif', isCif],
  ['rfc', isRfc],
  ['rnc', isRnc],
]);

/**
 * Whether the number is well formed for its type (`NIF`, `cif` …, in either case). Types without
 * a known algorithm pass with any number. Spanish numbers are understood as people write them:
 * with dots, blanks and hyphens, and with `ES` before them, as a number of the European VAT has it.
 * An empty number fails; whether one may be left out is the caller's rule.
 */
export function isTaxId(type: string, number: string): boolean {
  const check = CHECKS.get(type.toLowerCase());
  return check === undefined || check(number);
}

/** The letters and digits of a Spanish number, without what people put between and before them. */
function spanish(number: string): string {
  return number.replace(/[. \u00a0-]/g, '').replace(/^ES(?=.{8})/i, '');
}

/** A number of a person or of an entity. */
function isNif(number: string): boolean {
  return isDni(number) || isCif(number);
}

/**
 * Eight digits with their letter, or the letter left out; a foreigner's number, X, Y or Z in the
 * place of the first digit; or the number that the tax office gives to Spaniards under 14 (K), who
 * live abroad (L), and to foreigners who have no other (M): seven digits, whose letter is theirs.
 * Source: Real Decreto 1065/2007, arts. 19 (DNI, K and L) and 20 (NIE and M).
 */
function isDni(number: string): boolean {
  const [, first = '', rest = '', letter] =
    /^([\dXYZKLM])(\d{7})([A-Z])?$/i.exec(spanish(number)) ?? [];
  if (rest === '') return false;
  const foreigner = 'XYZ'.indexOf(first.toUpperCase());
  const isDigit = /\d/.test(first);
  if (letter === undefined) return isDigit;
  const lead = isDigit ? first : foreigner > 0 ? String(foreigner) : '';
  return letter.toUpperCase() === DNI_LETTERS[Number(lead + rest) % 23];
}

/**
 * A letter that says the kind of entity, seven digits and a control character: a letter for public
 * bodies, religious ones, foreign entities and those without a domicile in Spain (province 00), a
 * digit for companies, partnerships and the like, either for the rest.
 * Source: Orden EHA/451/2008, of 20 February, arts. 2 to 5 (number of legal persons and other
 * entities), and Decreto 2423/1975, whose control character it keeps.
 */
function isCif(number: string): boolean {
  const [, kind = '', digits, control = ''] =
    /^([ABCDEFGHJNPQRSUVW])(\d{7})([\dA-J])$/i.exec(spanish(number)) ?? [];
  if (digits === undefined) return false;
  let total = 0;
  for (const [index, character] of [...digits].entries()) {
    const digit = Number(character);
    const doubled = digit > 4 ? digit * 2 - 9 : digit * 2;
    total += index % 2 === 0 ? doubled : digit;
  }
  const expected = (10 - (total % 10)) % 10;
  if (control.toUpperCase() === CIF_LETTERS[expected])
    return !/[ABEH]/i.test(kind) || digits.startsWith('00');
  return control === String(expected) && !/[NPQRSW]/i.test(kind);
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
