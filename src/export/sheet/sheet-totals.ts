import {
  storedTaxGroups,
  type AnyDocument,
  type AnyLine,
  type OpenDocument,
} from '../../documents/index.js';
import { Tax } from '../../taxes/index.js';
import type { SheetTax, SheetTotals } from '../document-sheet.js';
import { readable } from './sheet-text.js';

/** The tax summary: what the totals of the document were added up from. */
export async function sheetTaxes(
  document: OpenDocument,
  lines: readonly Readonly<AnyLine>[],
): Promise<SheetTax[]> {
  const groups = await storedTaxGroups(document, lines, ({ codimpuesto }) => !!codimpuesto);
  const taxes = new Map(
    (await document.context.records.all(Tax)).map((tax) => [tax.codimpuesto.toLowerCase(), tax]),
  );
  return groups.flatMap(({ codimpuesto, iva, recargo, neto, totaliva, totalrecargo }) => {
    // What bears no tax under the margin scheme is no row of it.
    if (codimpuesto === null) return [];
    return {
      name: readable(taxes.get(codimpuesto.toLowerCase())?.descripcion) || codimpuesto,
      base: neto,
      rate: iva,
      amount: totaliva,
      surchargeRate: recargo,
      surchargeAmount: totalrecargo,
    };
  });
}

export function sheetTotals(document: Readonly<AnyDocument>): SheetTotals {
  return {
    beforeDiscount: document.netosindto ?? 0,
    discountRates: [document.dtopor1 ?? 0, document.dtopor2 ?? 0],
    net: document.neto ?? 0,
    tax: document.totaliva ?? 0,
    surcharge: document.totalrecargo ?? 0,
    withholding: document.totalirpf ?? 0,
    withholdingRate: document.irpf ?? 0,
    supplied: document.totalsuplidos ?? 0,
    total: document.total ?? 0,
  };
}
