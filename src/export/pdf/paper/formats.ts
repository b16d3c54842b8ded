import type { SheetMoney } from '../../document-sheet.js';

/** Writes numbers and days as a language does. */
export interface Formats {
  /** What stands before the decimals. */
  readonly decimalSign: string;
  /** `1.234,56`: with the decimals of the currency. */
  amount(value: number): string;
  /** `1.234,56 €` */
  money(value: number): string;
  /** With up to five decimals, where a price has them. */
  price(value: number): string;
  /** Without zeros at its end. */
  quantity(value: number): string;
  /** `21 %` for 21. */
  percent(value: number): string;
  /** `22/11/2026` for `2026-11-22`; what is no day stays as it is. */
  day(value: string): string;
}

const MOST_PRICE_DECIMALS = 5;
const MOST_QUANTITY_DECIMALS = 6;
const MOST_PERCENT_DECIMALS = 4;

export function formatsFor(locale: string, money: SheetMoney): Formats {
  const decimals = clamp(money.decimals);
  const amount = numberFormat(locale, decimals, decimals);
  const price = numberFormat(locale, decimals, Math.max(decimals, MOST_PRICE_DECIMALS));
  const quantity = numberFormat(locale, 0, MOST_QUANTITY_DECIMALS);
  const percent = numberFormat(locale, 0, MOST_PERCENT_DECIMALS, 'percent');
  const currency = numberFormat(locale, decimals, decimals, 'currency');
  const decimalSign = quantity.formatToParts(0.5).find(({ type }) => type === 'decimal')?.value;
  return {
    decimalSign: decimalSign ?? ',',
    amount: (value) => withMinus(amount.format(value)),
    money: (value) => withMinus(withSymbol(currency.formatToParts(value), money)),
    price: (value) => withMinus(price.format(value)),
    quantity: (value) => withMinus(quantity.format(value)),
    percent: (value) => withMinus(percent.format(value / 100)),
    day: (value) => formatDay(locale, value),
  };
}

function clamp(decimals: number): number {
  return Number.isInteger(decimals) ? Math.min(Math.max(decimals, 0), 10) : 2;
}

/** The sign as wide as a figure; the hyphen that languages write is short and low. */
function withMinus(text: string): string {
  return text.replace('-', '−');
}

/** The symbol of the document, where and how the language places one. */
function withSymbol(parts: readonly Intl.NumberFormatPart[], money: SheetMoney): string {
  const symbol = money.symbol || money.currencyCode;
  return parts
    .map(({ type, value }, place) => {
      if (type !== 'currency') return value;
      const next = parts[place + 1]?.type;
      // "USD 12", but "$12".
      return /\p{L}$/u.test(symbol) && next === 'integer' ? `${symbol}\u00a0` : symbol;
    })
    .join('');
}

/** Making one takes longer than a whole line of a document. */
const numberFormats = new Map<string, Intl.NumberFormat>();
const dayFormats = new Map<string, Intl.DateTimeFormat>();

function numberFormat(
  locale: string,
  minimumFractionDigits: number,
  maximumFractionDigits: number,
  style: 'decimal' | 'percent' | 'currency' = 'decimal',
): Intl.NumberFormat {
  const key = `${locale} ${minimumFractionDigits} ${maximumFractionDigits} ${style}`;
  let format = numberFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      style,
      // Only its place matters: the symbol is that of the document.
      ...(style === 'currency' && { currency: 'EUR', currencyDisplay: 'narrowSymbol' }),
      minimumFractionDigits,
      maximumFractionDigits,
      // Spanish would write 1234,56 without it.
      useGrouping: 'always',
      // Never "-0,00".
      signDisplay: 'negative',
    });
    numberFormats.set(key, format);
  }
  return format;
}

function formatDay(locale: string, value: string): string {
  const time = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(time)) return value;
  let format = dayFormats.get(locale);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, {
      day: '2-digit',
      month: '2-digit',
      year: 'numeric',
      timeZone: 'UTC',
    });
    dayFormats.set(locale, format);
  }
  return format.format(time);
}
