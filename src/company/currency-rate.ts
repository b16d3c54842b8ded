import type { Currency } from './currency.entity.js';

/** The currency that all rates are against. */
const EURO = 'EUR';

/** No currency has ever been worth more, or less, than between these: units for one euro. */
const [LOWEST, HIGHEST] = [1e-6, 1e9];

/** Currencies without minor unit, and with thousandths (ISO 4217, list one). */
const WHOLE = new Set(
  'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '),
);
const THOUSANDTHS = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

/** Whether units of a currency can be that many for a euro. */
export function isRate(rate: unknown): rate is number {
  return typeof rate === 'number' && rate >= LOWEST && rate <= HIGHEST;
}

/** Whether the rate of the currency is none to choose: that of the euro, and of the base. */
export function hasFixedRate({ coddivisa }: Currency, base: string): boolean {
  const code = coddivisa.toUpperCase();
  return code === EURO || code === base.toUpperCase();
}

/** The rate of a currency on one side of the business; that of the euro is 1. */
export function ownRate(currency: Currency, isPurchase: boolean): number {
  if (currency.coddivisa.toUpperCase() === EURO) return 1;
  return isPurchase ? (currency.tasaconvcompra ?? currency.tasaconv) : currency.tasaconv;
}

/**
 * To how many decimals amounts of a currency are rounded.
 *
 * @param decimals those of the settings, which hold for all that have a minor unit
 */
export function currencyDecimals(coddivisa: string | null, decimals: number): number {
  const code = coddivisa?.toUpperCase() ?? '';
  if (WHOLE.has(code)) return 0;
  return THOUSANDTHS.has(code) ? Math.min(3, decimals) : decimals;
}
