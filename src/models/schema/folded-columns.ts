import type { Database } from '../../kernel/database/database.js';
import { foldedName } from '../../kernel/database/fold.js';
import type { Transaction, UnitOfWork } from '../../kernel/database/unit-of-work.js';
import { comparisonOf, type ColumnDefinition } from '../registry/column.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import type { Registry } from '../registry/registry.js';

/** Gives their folded texts to text columns that somebody else added to an embedded database. */
export async function addFoldedColumns(
  registry: Registry,
  database: Database,
  units: UnitOfWork,
): Promise<void> {
  if (!database.dialect.keepsFolded) return;
  const rows = await database.rows(
    `SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
     WHERE m.type = 'table'`,
  );
  const present = new Set(rows.map(([name]) => name));
  for (const model of registry.all) {
    const missing = model.columns.filter(
      (column) =>
        comparisonOf(column) === 'text' &&
        present.has(`${model.table}.${column.name}`) &&
        !present.has(`${model.table}.${foldedName(column.name)}`),
    );
    for (const column of missing) {
      await units.run((transaction) => addFoldedColumn(model, column, transaction));
    }
  }
}

async function addFoldedColumn(
  model: ModelDefinition,
  { name }: ColumnDefinition,
  transaction: Transaction,
): Promise<void> {
  const { operand, quote, value } = transaction.dialect;
  const [table, column, folded] = [quote(model.table), quote(name), operand(name, 'text')];
  await transaction.run(`ALTER TABLE ${table} ADD COLUMN ${folded} text`);
  const texts = await transaction.rows(
    `SELECT DISTINCT ${column} FROM ${table} WHERE ${column} IS NOT NULL`,
  );
  for (const [text = null] of texts) {
    await transaction.run(`UPDATE ${table} SET ${folded} = ? WHERE ${column} = ?`, [
      value(text, 'text'),
      text,
    ]);
  }
}
