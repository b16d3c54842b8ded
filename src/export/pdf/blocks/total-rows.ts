import type { Composition } from '../composition.js';
import { taxWord } from './tax-word.js';

export interface TotalRow {
  readonly label: string;
  readonly value: string;
}

/** What leads to the total, in the order of the calculation; only what there is. */
export function totalRows(composition: Composition): TotalRow[] {
  const { sheet, labels, formats } = composition;
  const { totals, taxes } = sheet;
  const rows: TotalRow[] = discountRows(composition);
  const add = (label: string, amount: number) => {
    rows.push({ label, value: formats.amount(amount) });
  };
  const [only, ...others] = taxes;
  const hasTaxes = taxes.length > 0 || totals.tax !== 0;
  const hasMore = totals.surcharge !== 0 || totals.withholding !== 0 || totals.supplied !== 0;
  // Alone it would only repeat the total.
  if (hasTaxes || hasMore || rows.length > 0) add(labels.totals.net, totals.net);
  if (hasTaxes) {
    const word = taxWord(sheet, labels);
    const isSingle = only && others.length === 0;
    add(isSingle ? `${word} ${formats.percent(only.rate)}` : word, totals.tax);
  }
  if (totals.surcharge !== 0) add(labels.totals.surcharge, totals.surcharge);
  // A rate stands where the amount is of that rate, and nowhere else.
  for (const { rate, amount } of totals.withholdings) {
    add(`${labels.totals.withholding} ${formats.percent(rate)}`, -amount);
  }
  if (totals.withholdings.length === 0 && totals.withholding !== 0) {
    add(labels.totals.withholding, -totals.withholding);
  }
  if (totals.supplied !== 0) add(labels.totals.supplied, totals.supplied);
  return rows;
}

/** The discounts of the whole document; the last one is the rest, so that the column adds up. */
function discountRows({ sheet: { totals, money }, labels, formats }: Composition): TotalRow[] {
  const [first, second] = totals.discountRates;
  if (first === 0 && second === 0) return [];
  const all = totals.beforeDiscount - totals.net;
  const scale = 10 ** money.decimals;
  const firstAmount =
    second === 0 ? all : Math.round((totals.beforeDiscount * first * scale) / 100) / scale;
  const row = (label: string, rate: number, amount: number): TotalRow => ({
    label: `${label} ${formats.percent(rate)}`,
    value: formats.amount(-amount),
  });
  return [
    { label: labels.totals.subtotal, value: formats.amount(totals.beforeDiscount) },
    ...(first === 0 ? [] : [row(labels.totals.discount, first, firstAmount)]),
    ...(second === 0 ? [] : [row(labels.totals.secondDiscount, second, all - firstAmount)]),
  ];
}
