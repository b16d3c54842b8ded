import { divide, multiply, percentOf, round, sum } from '../../kernel/money/decimal.js';

/** Decimals of a stored price. */
export const PRICE_DECIMALS = 5;

const SECOND_HAND = 'Segunda mano';

/** The rule of a price list (Tarifa): `valorx` is a percentage, `valory` an amount. */
export interface Rate {
  aplicar: string | null;
  valorx: number | null;
  valory: number | null;
  maxpvp: boolean | null;
  mincoste: boolean | null;
}

export interface CostAndPrice {
  coste: number;
  precio: number;
}

/**
 * The price under a price list, not rounded: cost raised (`coste`) or price lowered (`pvp`) by x
 * percent and y, 0 for any other rule. `maxpvp` keeps it from exceeding the normal price, then
 * `mincoste` from falling below cost, which wins when both apply.
 */
export function priceOfRate(rate: Rate, { coste, precio }: CostAndPrice): number {
  let price = priceBeforeLimits(rate, coste, precio);
  if (rate.maxpvp) {
    price = Math.min(price, precio);
  }
  if (rate.mincoste) {
    price = Math.max(price, coste);
  }
  return price;
}

function priceBeforeLimits(rate: Rate, coste: number, precio: number): number {
  const percent = rate.valorx ?? 0;
  const amount = rate.valory ?? 0;
  switch (rate.aplicar) {
    case 'coste':
      return sum([coste, percentOf(coste, percent), amount]);
    case 'pvp':
      return sum([precio, -percentOf(precio, percent), -amount]);
    default:
      return 0;
  }
}

/**
 * The price of a variant: cost plus margin (a percentage), rounded, when there is a margin; else
 * the price it has. A cost of 0 is one nobody has entered, so it leaves the price alone.
 */
export function priceOfMargin(variant: CostAndPrice & { margen: number }): number {
  const { coste, margen, precio } = variant;
  return margen > 0 && coste !== 0
    ? round(sum([coste, percentOf(coste, margen)]), PRICE_DECIMALS)
    : precio;
}

/**
 * The price with its tax, rounded; `iva` is a percentage. Second-hand goods (`tipo`) are taxed on
 * the profit only, a loss not at all (margin scheme, Ley 37/1992, arts. 135 to 139).
 */
export function priceWithTax(product: CostAndPrice & { tipo: string | null }, iva: number): number {
  const { coste, precio, tipo } = product;
  const taxed = tipo === SECOND_HAND ? Math.max(0, sum([precio, -coste])) : precio;
  return round(sum([precio, percentOf(taxed, iva)]), PRICE_DECIMALS);
}

/** A supplier's price less its two discounts (percentages, one after the other), rounded. */
export function netSupplierPrice(precio: number, dtopor: number, dtopor2: number): number {
  return round(multiply(precio, remaining(dtopor), remaining(dtopor2)), PRICE_DECIMALS);
}

function remaining(discount: number): number {
  return divide(sum([100, -discount]), 100);
}

/**
 * A net price in euros, rounded. The rate (`tasaconvcompra`) is units of the currency per euro;
 * without one the price in euros is not known, which is stored as 0.
 */
export function netInEuros(neto: number, rate: number | null): number {
  return rate ? round(divide(neto, rate), PRICE_DECIMALS) : 0;
}
