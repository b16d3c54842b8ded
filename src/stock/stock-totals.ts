import { round } from '../kernel/money/decimal.js';
import type { Context } from '../models/index.js';
import { StockedGoods, type StockedVariant } from './stocked-goods.js';

/** To which units of stock are kept. */
export const QUANTITY_DECIMALS = 3;

/**
 * Brings the totals of variants and of their products up to what the rows of stock say: physical
 * units in all warehouses, to three decimals. The products count as changed now.
 */
export async function refreshStockTotals(
  context: Context,
  ...variants: readonly StockedVariant[]
): Promise<void> {
  await lockProducts(context, [...new Set(variants.map(({ idproducto }) => idproducto))]);
  await writeStockTotals(context, ...variants);
}

/** As `refreshStockTotals`, of products that the unit of work holds already. */
export async function writeStockTotals(
  context: Context,
  ...variants: readonly StockedVariant[]
): Promise<void> {
  await context.port(StockedGoods).addUp(variants, QUANTITY_DECIMALS, context);
}

/** The stored variant of that reference, its product locked; null when there is none. */
export async function stockedVariant(
  context: Context,
  referencia: string,
): Promise<StockedVariant | null> {
  const variant = await context.port(StockedGoods).variant(referencia, context);
  if (variant) await lockProducts(context, [variant.idproducto]);
  return variant;
}

/** Two writers of one product must not each miss the row of stock that the other one adds. */
export async function lockProducts(context: Context, products: readonly number[]): Promise<void> {
  if (products.length > 0) await context.port(StockedGoods).lock(products, context);
}

/** A quantity as it is stored. */
export function quantity(units: number): number {
  return round(units, QUANTITY_DECIMALS);
}
