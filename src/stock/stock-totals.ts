import { round } from '../kernel/money/decimal.js';
import type { Context } from '../models/index.js';

/** Decimals of a stored quantity. */
export const QUANTITY_DECIMALS = 3;

/** A variant as rows of stock name it. */
export interface StockedVariant {
  readonly idproducto: number;
  readonly referencia: string;
}

/**
 * Brings the totals of a variant and of its product up to what the rows of stock say: physical
 * units in all warehouses, to three decimals. The product counts as changed now.
 *
 * It writes by SQL, for the catalogue imports this folder and not the other way round.
 */
export async function refreshStockTotals(c: Context, variant: StockedVariant): Promise<void> {
  const { idproducto, referencia } = variant;
  const { transaction } = c;
  const { quote, operand, value } = transaction.dialect;
  await lockProduct(c, idproducto);
  const reference = value(referencia, 'text');
  const isVariant = `${operand('referencia', 'text')} = ?`;
  const units = `SELECT SUM(${quote('cantidad')}) FROM ${quote('stocks')} WHERE`;
  // By the reference as the variant writes it: that is what the foreign key and its index hold.
  const written = `SELECT ${quote('referencia')} FROM ${quote('variantes')} WHERE ${isVariant}`;
  const [row = []] = await transaction.rows(
    `SELECT (${units} ${quote('referencia')} = (${written})), (${units} ${quote('idproducto')} = ?)`,
    [reference, idproducto],
  );
  const [ofVariant = 0, ofProduct = 0] = row.map((sum) => quantity(Number(sum ?? 0)));
  transaction.touch('variantes', 'productos');
  await transaction.run(
    `UPDATE ${quote('variantes')} SET ${quote('stockfis')} = ? WHERE ${isVariant}`,
    [ofVariant, reference],
  );
  await transaction.run(
    `UPDATE ${quote('productos')} SET ${quote('stockfis')} = ?, ${quote('actualizado')} = ? ` +
      `WHERE ${quote('idproducto')} = ?`,
    [ofProduct, c.now, idproducto],
  );
}

/** The stored variant of that reference, its product locked; null when there is none. */
export async function stockedVariant(
  c: Context,
  referencia: string,
): Promise<StockedVariant | null> {
  const { dialect } = c.transaction;
  const [row] = await c.transaction.rows(
    `SELECT ${dialect.quote('idproducto')}, ${dialect.quote('referencia')} ` +
      `FROM ${dialect.quote('variantes')} WHERE ${dialect.operand('referencia', 'text')} = ?`,
    [dialect.value(referencia, 'text')],
  );
  if (!row) return null;
  const idproducto = Number(row[0]);
  await lockProduct(c, idproducto);
  return { idproducto, referencia: String(row[1]) };
}

/** A quantity as it is stored. */
export function quantity(units: number): number {
  return round(units, QUANTITY_DECIMALS);
}

/** Two writers of one product must not each miss the row of stock that the other one adds. */
async function lockProduct(c: Context, idproducto: number): Promise<void> {
  const { forUpdate, quote } = c.transaction.dialect;
  if (forUpdate === '') return;
  const id = quote('idproducto');
  await c.transaction.rows(
    `SELECT ${id} FROM ${quote('productos')} WHERE ${id} = ?${forUpdate}`,
    [idproducto],
  );
}
