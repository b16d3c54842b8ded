import type { Database } from '../../kernel/database/database.js';
import type { UnitOfWork } from '../../kernel/database/unit-of-work.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import type { Registry } from '../registry/registry.js';
import { readLiveTables } from './live-schema.js';
import {
  addColumnStatement,
  COLLATED_TABLE,
  COLLATION,
  createTableStatements,
  usableCollation,
} from './table-statements.js';

/**
 * Creates the tables of models, and columns that a table lacks, where they are missing; changes
 * and drops nothing.
 */
export async function createMissing(
  models: readonly ModelDefinition[],
  registry: Registry,
  database: Database,
  units: UnitOfWork,
): Promise<void> {
  if (models.length === 0) return;
  const { dialect } = database;
  const live = await readLiveTables(database);
  const collation = await collationOf(database);
  const statements = models.flatMap((model) => {
    const columns = live.get(model.table);
    if (!columns) return createTableStatements(model, registry, dialect, collation);
    return model.columns
      .filter(({ name }) => !columns.some((column) => column.name === name))
      .map((column) => addColumnStatement(model, column, dialect));
  });
  await units.run(async (transaction) => {
    for (const sql of statements) await transaction.run(sql);
  });
}

async function collationOf(database: Database): Promise<string> {
  const { selectCollation } = database.dialect.schema;
  if (!selectCollation) return COLLATION;
  const [row] = await database.rows(selectCollation(COLLATED_TABLE));
  return usableCollation(row?.[0]);
}
