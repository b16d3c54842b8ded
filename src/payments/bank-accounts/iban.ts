import { getCountrySpecifications, isValidBIC } from 'ibantools';

const COUNTRIES = getCountrySpecifications();

/**
 * Whether the text is an IBAN, typed in any usual way: upper or lower case, with blanks, hyphens
 * or dots, with `IBAN` before it. Country, length and check digits must be right (ISO 13616). The
 * national check digits inside are not verified: banks have issued accounts that break them.
 */
export function isIban(text: string): boolean {
  const iban = text
    .replace(/[\s.-]/g, '')
    .toUpperCase()
    .replace(/^IBAN:?/, '');
  const [, country = '', digits, account = ''] = /^([A-Z]{2})(\d{2})([A-Z0-9]+)$/.exec(iban) ?? [];
  return COUNTRIES[country]?.chars === iban.length && digits === checkDigits(country, account);
}

/** The two check digits (ISO 7064, MOD 97-10): letters count as 10 to 35. */
function checkDigits(country: string, account: string): string {
  const number = `${account}${country}00`.replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  return String(98n - (BigInt(number) % 97n)).padStart(2, '0');
}

/**
 * Whether the text is a BIC (ISO 9362), also called SWIFT code: bank, country and place, with or
 * without the branch.
 */
export function isBic(text: string): boolean {
  return isValidBIC(text.toUpperCase());
}

/**
 * Whether the text is the business code of a creditor of SEPA direct debits, which stands in the
 * middle of the creditor identifier (AT-02 of the SEPA rulebooks): three letters or digits.
 */
export function isSepaSuffix(text: string): boolean {
  return /^[A-Z0-9]{3}$/i.test(text);
}
