import { divide, multiply, round, sum } from '../../kernel/money/decimal.js';
import { PRICE_DECIMALS } from './pricing.js';

/**
 * A supplier's price of one reference (a row of `productosprov`); `actualizado` is as stored,
 * `yyyy-mm-dd hh:mm:ss`.
 */
export interface Offer {
  neto: number;
  netoeuros: number;
  actualizado: string | null;
}

/**
 * A line of a purchase delivery note or invoice; `netoeuros` is the price of one unit in euros
 * after discounts, `fecha` sorts as text (`yyyy-mm-dd`, with a time or without).
 */
export interface Purchase {
  cantidad: number;
  netoeuros: number;
  fecha: string;
}

/**
 * The cost of a variant in euros by the company's policy (setting `costpricepolicy`), rounded;
 * null leaves the cost as it is: no policy, or nothing to take it from. Offers are compared net
 * and in euros under every policy.
 *
 * @param stock units of the variant in all warehouses; only `actual-price` looks at it.
 */
export function costByPolicy(
  policy: string | null,
  offers: readonly Offer[],
  purchases: readonly Purchase[],
  stock: number,
): number | null {
  const known = offers.filter(isKnownInEuros);
  switch (policy) {
    case 'last-price':
      return lastPrice(known);
    case 'average-price':
      return averagePrice(known);
    case 'high-price':
      return highPrice(known);
    case 'actual-price':
      return (stock < 1 ? null : priceOfStock(purchases, stock)) ?? lastPrice(known);
    default:
      return null;
  }
}

// Rows of a currency without rate, or older than the column, have 0 euros for a price that is
// not 0; they must not make the goods free.
function isKnownInEuros(offer: Offer): boolean {
  return offer.neto === 0 || offer.netoeuros !== 0;
}

function lastPrice(offers: readonly Offer[]): number | null {
  const [first, ...others] = offers;
  if (first === undefined) {
    return null;
  }
  const newest = others.reduce(
    (last, offer) => ((offer.actualizado ?? '') >= (last.actualizado ?? '') ? offer : last),
    first,
  );
  return round(newest.netoeuros, PRICE_DECIMALS);
}

function averagePrice(offers: readonly Offer[]): number | null {
  const prices = offers.map((offer) => offer.netoeuros).filter((price) => price > 0);
  return prices.length > 0 ? round(divide(sum(prices), prices.length), PRICE_DECIMALS) : null;
}

function highPrice(offers: readonly Offer[]): number | null {
  const prices = offers.map((offer) => offer.netoeuros);
  return prices.length > 0 ? round(Math.max(...prices), PRICE_DECIMALS) : null;
}

/** What the units in stock cost, taking them to be the last ones bought. */
function priceOfStock(purchases: readonly Purchase[], stock: number): number | null {
  let units = 0;
  let amount = 0;
  for (const purchase of purchases.toSorted(newestFirst)) {
    const taken = Math.min(purchase.cantidad, sum([stock, -units]));
    if (taken > 0) {
      units = sum([units, taken]);
      amount = sum([amount, multiply(taken, purchase.netoeuros)]);
    }
  }
  return units > 0 ? round(divide(amount, units), PRICE_DECIMALS) : null;
}

function newestFirst(a: Purchase, b: Purchase): number {
  return a.fecha === b.fecha ? 0 : a.fecha < b.fecha ? 1 : -1;
}
