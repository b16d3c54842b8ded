import type { SqlValue } from '../kernel/database/database.js';
import type { Transaction } from '../kernel/database/unit-of-work.js';
import { insertCells, type ModelDefinition } from '../models/index.js';

const MOST_VALUES = 5000;

/**
 * Inserts rows as they are, many at a time: no rules, no defaults but the database's own. All rows
 * must have the same columns.
 */
export async function bulkInsert(
  model: ModelDefinition,
  rows: readonly Record<string, unknown>[],
  transaction: Transaction,
): Promise<void> {
  const { quote } = transaction.dialect;
  const cells = rows.map((row) => insertCells(model, row, transaction.dialect));
  const names = cells[0]?.map(([name]) => name) ?? [];
  const batch = Math.max(1, Math.floor(MOST_VALUES / Math.max(1, names.length)));
  const places = `(${names.map(() => '?').join(', ')})`;
  for (let start = 0; start < cells.length; start += batch) {
    const part = cells.slice(start, start + batch);
    await transaction.run(
      `INSERT INTO ${quote(model.table)} (${names.join(', ')}) VALUES ${part.map(() => places).join(', ')}`,
      part.flatMap((row) => row.map(([, value]): SqlValue => value)),
    );
  }
}
