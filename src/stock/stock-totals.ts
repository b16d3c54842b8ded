import { round } from '../kernel/money/decimal.js';
import type { Context } from '../models/index.js';

const QUANTITY_DECIMALS = 3;

/** A variant as rows of stock name it. */
export interface StockedVariant {
  readonly idproducto: number;
  readonly referencia: string;
}

/**
 * Brings the totals of a variant and of its product up to what the rows of stock say: physical
 * units in all warehouses, to three decimals. The product counts as changed now.
 */
export async function refreshStockTotals(c: Context, variant: StockedVariant): Promise<void> {
  const { idproducto, referencia } = variant;
  await lockProduct(c, idproducto);
  const [ofVariant, ofProduct] = await totals(c, variant);
  // The catalogue imports this folder, so its tables are reached by name.
  await c.assign(c.entityOf('variantes'), { referencia }, { stockfis: ofVariant });
  const changes = { stockfis: ofProduct, actualizado: c.now };
  await c.assign(c.entityOf('productos'), { idproducto }, changes);
}

/** The stored variant of that reference, its product locked; null when there is none. */
export async function stockedVariant(
  c: Context,
  referencia: string,
): Promise<StockedVariant | null> {
  const variant = await c.first(c.entityOf('variantes'), { referencia });
  if (!variant) return null;
  const idproducto = Number(variant['idproducto']);
  await lockProduct(c, idproducto);
  return { idproducto, referencia: variant['referencia'] as string };
}

/** A quantity as it is stored. */
export function quantity(units: number): number {
  return round(units, QUANTITY_DECIMALS);
}

async function totals(c: Context, variant: StockedVariant): Promise<[number, number]> {
  const { dialect } = c.transaction;
  const quote = (name: string) => dialect.quote(name);
  const units = `SELECT SUM(${quote('cantidad')}) FROM ${quote('stocks')} WHERE`;
  // By the reference as the variant writes it: that is what the foreign key and its index hold.
  const written =
    `SELECT ${quote('referencia')} FROM ${quote('variantes')} ` +
    `WHERE ${dialect.operand('referencia', 'text')} = ?`;
  const [row] = await c.transaction.rows(
    `SELECT (${units} ${quote('referencia')} = (${written})), ` +
      `(${units} ${quote('idproducto')} = ?)`,
    [dialect.value(variant.referencia, 'text'), variant.idproducto],
  );
  return [quantity(Number(row?.[0])), quantity(Number(row?.[1]))];
}

/** Two writers of one product must not each miss the row of stock that the other one adds. */
async function lockProduct(c: Context, idproducto: number): Promise<void> {
  await c.find(c.entityOf('productos'), idproducto, { lock: true });
}
