import type { SheetAddress, SheetParty } from '../../document-sheet.js';

/** The lines of an address, from the street to the country; only those that there are. */
export function addressLines(address: SheetAddress): string[] {
  const { street, postBox, postcode, city, province, country } = address;
  const place = [postcode, city].filter(Boolean).join(' ');
  // Madrid (Madrid) says it twice.
  const region = province && !isSame(province, city) ? `(${province})` : '';
  return [
    [street, postBox].filter(Boolean).join(', '),
    [place, region].filter(Boolean).join(' '),
    country,
  ].filter(Boolean);
}

/** `NIF B12345674` */
export function taxIdLine({ taxIdKind, taxId }: SheetParty): string {
  return taxId && [taxIdKind, taxId].filter(Boolean).join(' ');
}

function isSame(one: string, other: string): boolean {
  return one.localeCompare(other, undefined, { sensitivity: 'base' }) === 0;
}
