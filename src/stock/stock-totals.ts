import { FOR_UPDATE, literal, sql, type Sql } from '../kernel/database/sql.js';
import { select } from '../kernel/database/sql-table.js';
import { round } from '../kernel/money/decimal.js';
import { tableOf, type Context } from '../models/index.js';
import { Stock } from './stock.entity.js';
import { PRODUCTS, VARIANTS } from './stocked-tables.js';

const QUANTITY_DECIMALS = 3;

/** A variant as rows of stock name it. */
export interface StockedVariant {
  readonly idproducto: number;
  readonly referencia: string;
}

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
  const references = [...new Set(variants.map(({ referencia }) => referencia))];
  const products = [...new Set(variants.map(({ idproducto }) => idproducto))];
  const stock = tableOf(Stock, 's');
  const { transaction } = context;
  // By the reference as the variant writes it: that is what the foreign key and its index hold.
  const ofVariant = unitsOf(sql`${stock.referencia} = ${VARIANTS}.${VARIANTS.referencia}`);
  await transaction.write(
    sql`UPDATE ${VARIANTS} SET ${VARIANTS.stockfis} = ${ofVariant}
      WHERE ${VARIANTS.referencia.in(references)}`,
  );
  const ofProduct = unitsOf(sql`${stock.idproducto} = ${PRODUCTS}.${PRODUCTS.idproducto}`);
  await transaction.write(
    sql`UPDATE ${PRODUCTS} SET ${PRODUCTS.stockfis} = ${ofProduct},
      ${PRODUCTS.actualizado.set(context.now)} WHERE ${PRODUCTS.idproducto.in(products)}`,
  );
}

/** The stored variant of that reference, its product locked; null when there is none. */
export async function stockedVariant(
  context: Context,
  referencia: string,
): Promise<StockedVariant | null> {
  const variant = await context.first(context.entityOf('variantes'), { referencia });
  if (!variant) return null;
  const idproducto = Number(variant['idproducto']);
  await lockProducts(context, [idproducto]);
  return { idproducto, referencia: variant['referencia'] as string };
}

/**
 * Two writers of one product must not each miss the row of stock that the other one adds. All
 * take their products in the order of the key.
 */
export async function lockProducts(context: Context, products: readonly number[]): Promise<void> {
  if (context.transaction.dialect.queuesWriters || products.length === 0) return;
  const { idproducto } = PRODUCTS;
  await context.transaction.read(
    select(
      { idproducto },
      sql`FROM ${PRODUCTS} WHERE ${idproducto.in(products)} ORDER BY ${idproducto}${FOR_UPDATE}`,
    ),
  );
}

/** A quantity as it is stored. */
export function quantity(units: number): number {
  return round(units, QUANTITY_DECIMALS);
}

/** The units in all warehouses together. */
function unitsOf(condition: Sql): Sql {
  const { cantidad } = tableOf(Stock, 's');
  return sql`(SELECT COALESCE(ROUND(SUM(${cantidad}), ${literal(QUANTITY_DECIMALS)}), 0)
    FROM ${tableOf(Stock, 's')} WHERE ${condition})`;
}
