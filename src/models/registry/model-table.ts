import { sqlTable, type ColumnTerms, type SqlTable } from '../../kernel/database/sql-table.js';
import { comparisonOf, fromDatabase, type ColumnDefinition, type ColumnValue } from './column.js';
import { declaredModel, type Entity } from './decorators.js';
import type { ModelDefinition } from './model-definition.js';

/** By the class, or the model over a live table, then by alias. */
const known = new WeakMap<Entity | ModelDefinition, Map<string, SqlTable<object>>>();

/**
 * The table of a model for templates of SQL, with the columns that its class declares:
 * ``sql`SELECT ${v.coste} FROM ${v}` `` with `const v = tableOf(Variant, 'v')`.
 *
 * @throws Error for a class that is no model
 */
export function tableOf<T extends object>(entity: Entity<T>, alias?: string): SqlTable<T> {
  return remembered(entity, alias, () => declaredModel(entity));
}

/** As `tableOf`, with the columns that the live table has. */
export function liveTableOf<T extends object>(
  model: ModelDefinition<T>,
  alias?: string,
): SqlTable<T> {
  return remembered<T>(model, alias, () => model);
}

function remembered<T extends object>(
  of: Entity<T> | ModelDefinition<T>,
  alias: string | undefined,
  declared: () => { readonly table: string; readonly columns: readonly ColumnDefinition[] },
): SqlTable<T> {
  const tables = known.get(of) ?? new Map<string, SqlTable<object>>();
  known.set(of, tables);
  const table = tables.get(alias ?? '') ?? made(declared(), alias);
  tables.set(alias ?? '', table);
  return table as SqlTable<T>;
}

function made(
  { table, columns }: ReturnType<Parameters<typeof remembered>[2]>,
  alias: string | undefined,
): SqlTable<object> {
  const terms = columns.map((column) => [column.name, termsOf(column)] as const);
  return sqlTable(table, Object.fromEntries(terms), alias);
}

function termsOf(column: ColumnDefinition): ColumnTerms<ColumnValue> {
  return {
    decode: (value) => fromDatabase(column, value),
    comparison: comparisonOf(column),
  };
}
