import { cellColumns, cellsOf, cellValues, type Cell } from '../../kernel/database/cells.js';
import type { Reader } from '../../kernel/database/connection.js';
import type { SqlRow, SqlValue } from '../../kernel/database/sql-value.js';
import type { Dialect } from '../../kernel/database/dialect.js';
import type { Statement } from '../../kernel/database/sql.js';
import { places } from '../../kernel/database/places.js';
import { refuse } from '../../kernel/errors/problem.js';
import { INEXACT } from '../../kernel/money/amounts.js';
import {
  comparisonOf,
  formsOf,
  fromDatabase,
  toDatabase,
  type ColumnDefinition,
  type ColumnValue,
} from '../registry/column.js';
import type { ModelDefinition } from '../registry/model-definition.js';

/** Columns that must equal these values; null means IS NULL, a list any of its values. */
export type Where = Readonly<Record<string, ColumnValue | readonly ColumnValue[] | undefined>>;

/**
 * `WHERE …` for equalities over columns of the model; nothing for an empty one.
 *
 * @param asStored whether texts are those of stored records; else one that somebody typed is found
 *   with its entities too
 */
export function whereClause(
  model: ModelDefinition,
  where: Where,
  dialect: Dialect,
  asStored = false,
): Statement {
  const values: SqlValue[] = [];
  const conditions = Object.entries(where).map(([name, value]) => {
    const column = columnOf(model, name);
    if (value === null || value === undefined) return `${dialect.quote(name)} IS NULL`;
    const comparison = comparisonOf(column);
    const operand = dialect.operand(name, comparison);
    const wanted = (Array.isArray(value) ? value : [value]).flatMap((each: unknown) => {
      const stored = toDatabase(column, each);
      return asStored ? [stored] : formsOf(stored);
    });
    values.push(...wanted.map((each) => dialect.value(each, comparison)));
    const isOne = wanted.length === 1 && !Array.isArray(value);
    return isOne ? `${operand} = ?` : `${operand} IN (${places(wanted)})`;
  });
  return { text: conditions.length ? ` WHERE ${conditions.join(' AND ')}` : '', values };
}

/** The visible columns of the record whose key, as `dialect.value` has it, is the one value. */
export function selectByKey({ table, key, visible }: ModelDefinition, dialect: Dialect): string {
  const { quote, operand } = dialect;
  const columns = visible.map(({ name }) => quote(name)).join(', ');
  return `SELECT ${columns} FROM ${quote(table)} WHERE ${operand(key.name, comparisonOf(key))} = ?`;
}

/** How many records meet `where`. */
export function countStatement(model: ModelDefinition, where: Where, dialect: Dialect): Statement {
  const { text, values } = whereClause(model, where, dialect);
  return { text: `SELECT COUNT(*) FROM ${dialect.quote(model.table)}${text}`, values };
}

/** Deletes the records that meet `where`. */
export function deleteStatement(model: ModelDefinition, where: Where, dialect: Dialect): Statement {
  const { text, values } = whereClause(model, where, dialect, true);
  return { text: `DELETE FROM ${dialect.quote(model.table)}${text}`, values };
}

/** One INSERT of all records, which have values for the same columns. */
export function insertStatement(
  model: ModelDefinition,
  records: readonly Readonly<Record<string, unknown>>[],
  dialect: Dialect,
): Statement {
  const columns = insertedColumns(model, records[0] ?? {});
  const names = columns.flatMap((column) =>
    cellColumns(column.name, comparisonOf(column), dialect),
  );
  const row = `(${places(names)})`;
  return {
    text:
      `INSERT INTO ${dialect.quote(model.table)} (${names.join(', ')}) ` +
      `VALUES ${records.map(() => row).join(', ')}`,
    values: records.flatMap((record) =>
      columns.flatMap((column) => columnValues(column, record[column.name], dialect)),
    ),
  };
}

/** The columns that an insert fills; a null key is left out. */
function insertedColumns(
  model: ModelDefinition,
  record: Readonly<Record<string, unknown>>,
): ColumnDefinition[] {
  return model.columns.filter(
    ({ name, key }) => record[name] !== undefined && !(key && record[name] === null),
  );
}

export function updateStatement(
  model: ModelDefinition,
  changes: Where,
  where: Where,
  dialect: Dialect,
): Statement {
  const cells = Object.entries(changes).flatMap(([name, value]) =>
    columnCells(columnOf(model, name), value, dialect),
  );
  const condition = whereClause(model, where, dialect, true);
  return {
    text:
      `UPDATE ${dialect.quote(model.table)} ` +
      `SET ${cells.map(([name]) => `${name} = ?`).join(', ')}${condition.text}`,
    values: [...cells.map(([, value]) => value), ...condition.values],
  };
}

/** One UPDATE that gives each record, by its key, values of its own for the same columns. */
export function updateEachStatement(
  model: ModelDefinition,
  records: readonly (readonly [key: string | number, changes: Record<string, unknown>])[],
  dialect: Dialect,
): Statement {
  const { quote } = dialect;
  const key = quote(model.key.name);
  const rows = records.map(([, changes]) =>
    Object.entries(changes).flatMap(([name, value]) =>
      columnCells(columnOf(model, name), value, dialect),
    ),
  );
  const keys = records.map(([value]) => value);
  const assignments = (rows[0] ?? []).map(
    ([name]) => `${name} = CASE ${key} ${keys.map(() => 'WHEN ? THEN ? ').join('')}END`,
  );
  const values = (rows[0] ?? []).flatMap((_, column) =>
    rows.flatMap((cells, row) => [keys[row] ?? null, cells[column]?.[1] ?? null]),
  );
  return {
    text:
      `UPDATE ${quote(model.table)} SET ${assignments.join(', ')} ` +
      `WHERE ${key} IN (${places(keys)})`,
    values: [...values, ...keys],
  };
}

function columnCells(column: ColumnDefinition, value: unknown, dialect: Dialect): Cell[] {
  return cellsOf(column.name, storedValue(column, value), comparisonOf(column), dialect);
}

function columnValues(column: ColumnDefinition, value: unknown, dialect: Dialect): SqlValue[] {
  return cellValues(storedValue(column, value), comparisonOf(column), dialect);
}

function storedValue(column: ColumnDefinition, value: unknown): SqlValue {
  // What rules calculate from numbers that a client may send can leave the range of them.
  if (typeof value === 'number' && !(Math.abs(value) < largest(column))) {
    refuse('number-out-of-range', column.name, { value: String(value) });
  }
  return toDatabase(column, value);
}

function largest({ kind }: ColumnDefinition): number {
  return kind === 'money' ? INEXACT : Infinity;
}

export interface FindOptions {
  readonly orderBy?: readonly string[];
  readonly descending?: boolean;
  readonly limit?: number;
  /** Keeps other writers off the rows until the transaction ends. */
  readonly lock?: boolean;
}

/** The records that meet `where`, typed, in the order of the key unless told otherwise. */
export async function findRecords<T extends object>(
  reader: Reader,
  model: ModelDefinition<T>,
  where: Where,
  { orderBy = [model.key.name], descending = false, limit, lock = false }: FindOptions = {},
): Promise<T[]> {
  const { dialect } = reader;
  const { quote } = dialect;
  const condition = whereClause(model, where, dialect);
  const order = orderBy.map((name) => {
    const operand = dialect.operand(name, comparisonOf(columnOf(model, name)));
    return descending ? `${operand} DESC` : operand;
  });
  const rows = await reader.rows(
    `SELECT ${model.columns.map(({ name }) => quote(name)).join(', ')} FROM ${quote(model.table)}` +
      `${condition.text} ORDER BY ${order.join(', ')}` +
      `${limit === undefined ? '' : ` LIMIT ${limit}`}${lock ? dialect.forUpdate : ''}`,
    condition.values,
  );
  return rows.map((row) => recordOf(model, row));
}

/** A row of all columns of the model as a record. */
export function recordOf<T extends object>(model: ModelDefinition<T>, row: SqlRow): T {
  const record = new model.entity() as Record<string, ColumnValue>;
  model.columns.forEach((column, index) => {
    record[column.name] = fromDatabase(column, row[index] ?? null);
  });
  return record as T;
}

function columnOf(model: ModelDefinition, name: string): ColumnDefinition {
  const column = model.column(name);
  if (!column) throw new Error(`Model ${model.name} has no column ${name}`);
  return column;
}
