import {
  storedTaxGroups,
  type AnyDocument,
  type AnyLine,
  type OpenDocument,
} from '../../documents/index.js';
import { Tax } from '../../taxes/index.js';
import { multiply, percentOf, round, sum } from '../../kernel/money/decimal.js';
import type { SheetTax, SheetTotals, SheetWithholding } from '../document-sheet.js';
import { readable } from './sheet-text.js';

/**
 * The tax summary: what the totals of the document were added up from; and whether part of it is
 * taxed on its margin.
 */
export async function sheetTaxes(
  document: OpenDocument,
  lines: readonly Readonly<AnyLine>[],
): Promise<{ readonly taxes: SheetTax[]; readonly hasMargin: boolean }> {
  const groups = await storedTaxGroups(document, lines, ({ codimpuesto }) => !!codimpuesto);
  const taxes = new Map(
    (await document.context.records.all(Tax)).map((tax) => [tax.codimpuesto.toLowerCase(), tax]),
  );
  const hasMargin = groups.some(({ codimpuesto }) => codimpuesto === null);
  const rows = groups.flatMap(({ codimpuesto, iva, recargo, neto, totaliva, totalrecargo }) => {
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
  return { taxes: rows, hasMargin };
}

export function sheetTotals(
  document: Readonly<AnyDocument>,
  lines: readonly Readonly<AnyLine>[],
  decimals: number,
): SheetTotals {
  return {
    beforeDiscount: document.netosindto ?? 0,
    discountRates: [document.dtopor1 ?? 0, document.dtopor2 ?? 0],
    net: document.neto ?? 0,
    tax: document.totaliva ?? 0,
    surcharge: document.totalrecargo ?? 0,
    withholding: document.totalirpf ?? 0,
    withholdingRate: document.irpf ?? 0,
    withholdings: withholdingsOf(document, lines, decimals),
    supplied: document.totalsuplidos ?? 0,
    total: document.total ?? 0,
  };
}

/**
 * What each rate withholds, the highest first; the last one takes what rounding left. None where the
 * lines do not come to the withholding of the document.
 */
function withholdingsOf(
  { dtopor1, dtopor2, totalirpf }: Readonly<AnyDocument>,
  lines: readonly Readonly<AnyLine>[],
  decimals: number,
): SheetWithholding[] {
  const factor = ((100 - (dtopor1 ?? 0)) / 100) * ((100 - (dtopor2 ?? 0)) / 100);
  const bases = new Map<number, number[]>();
  for (const { irpf, suplido, pvptotal } of lines) {
    if (irpf && !suplido) bases.set(irpf, [...(bases.get(irpf) ?? []), multiply(pvptotal, factor)]);
  }
  const rates = [...bases].sort(([one], [other]) => other - one);
  const rows = rates.map(([rate, parts]) => ({
    rate,
    amount: round(percentOf(sum(parts), rate), decimals),
  }));
  const rest = round((totalirpf ?? 0) - sum(rows.map(({ amount }) => amount)), decimals);
  const last = rows.pop();
  if (!last || Math.abs(rest) > rates.length / 10 ** decimals) return [];
  return [...rows, { ...last, amount: round(last.amount + rest, decimals) }];
}
