import { places } from '../kernel/database/places.js';
import { round } from '../kernel/money/decimal.js';
import type { Context } from '../models/index.js';

/** To which units of stock are kept. */
export const QUANTITY_DECIMALS = 3;

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
  // The catalogue imports this folder, so its tables are reached by name.
  const references = [...new Set(variants.map(({ referencia }) => referencia))];
  await addUp(context, 'variantes', 'referencia', references);
  const products = [...new Set(variants.map(({ idproducto }) => idproducto))];
  await addUp(context, 'productos', 'idproducto', products, { actualizado: context.now });
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
  const { dialect } = context.transaction;
  if (dialect.forUpdate === '' || products.length === 0) return;
  const key = dialect.quote('idproducto');
  await context.transaction.rows(
    `SELECT ${key} FROM ${dialect.quote('productos')} ` +
      `WHERE ${key} IN (${places(products)}) ORDER BY ${key}${dialect.forUpdate}`,
    products,
  );
}

/** A quantity as it is stored. */
export function quantity(units: number): number {
  return round(units, QUANTITY_DECIMALS);
}

/** Sets `stockfis` and `further` in a table, found by a column that rows of stock have too. */
async function addUp(
  context: Context,
  table: string,
  column: string,
  values: readonly (string | number)[],
  further: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { transaction } = context;
  const { dialect } = transaction;
  const quote = (name: string) => dialect.quote(name);
  const comparison = column === 'referencia' ? 'text' : 'number';
  const others = Object.keys(further).map((name) => `, ${quote(name)} = ?`);
  transaction.touch(table);
  await transaction.run(
    `UPDATE ${quote(table)} SET ${quote('stockfis')} = (` +
      `SELECT COALESCE(ROUND(SUM(s.${quote('cantidad')}), ${QUANTITY_DECIMALS}), 0) ` +
      // By the reference as the variant writes it: that is what the foreign key and its index hold.
      `FROM ${quote('stocks')} s WHERE s.${quote(column)} = ${quote(table)}.${quote(column)})${others.join('')} ` +
      `WHERE ${dialect.operand(column, comparison)} IN (${places(values)})`,
    [...Object.values(further), ...values.map((value) => dialect.value(value, comparison))],
  );
}
