import { getCountrySpecifications } from 'ibantools';

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
