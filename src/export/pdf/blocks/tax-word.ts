import type { DocumentSheet } from '../../document-sheet.js';
import type { Labels } from '../../labels/index.js';

/** Taxes that are not the VAT of the language although they stand in its place. */
const OTHER_TAX = /^(IGIC|IPSI)\b/;

/** What the tax of the lines is called: `IVA`, `VAT` … */
export function taxWord({ taxes }: DocumentSheet, labels: Labels): string {
  const [first] = taxes.map(({ name }) => OTHER_TAX.exec(name)?.[0]);
  const isOnlyOne = taxes.every(({ name }) => OTHER_TAX.exec(name)?.[0] === first);
  return (isOnlyOne && first) || labels.lines.tax;
}
