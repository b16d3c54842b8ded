import { Injectable } from '@nestjs/common';
import { Database } from '../../kernel/database/database.js';
import type { SqlValue } from '../../kernel/database/sql-value.js';
import { fold } from '../../kernel/database/fold.js';
import { literal, sql, type Sql } from '../../kernel/database/sql.js';
import { columnOf, type SqlTable } from '../../kernel/database/sql-table.js';
import { presenterOf } from '../presenter.js';
import type { ColumnDefinition } from '../registry/column.js';
import { liveTableOf } from '../registry/model-table.js';
import type { ResolvedExpansion, ResolvedOrder } from './expansion.js';

/**
 * The further members of the record with a key, as they stand before its closing brace:
 * `,"lineas":[…]`.
 */
export type MembersOf = (key: SqlValue | undefined) => string;

/** What the records of one name may take. */
const MOST_BYTES = 2_000_000;

/** Reads what records are expanded by: one query for each name, however many records there are. */
@Injectable()
export class ExpansionReader {
  constructor(private readonly database: Database) {}

  /**
   * @param keys the keys of all records of a page, as the database gave them
   * @returns null when the lists of several records are too much to be held at once
   */
  async members(
    expanded: readonly ResolvedExpansion[],
    keys: readonly (SqlValue | undefined)[],
  ): Promise<MembersOf | null> {
    const wanted = keys.filter((key) => key !== undefined);
    const starts = expanded.map(({ name }) => `,${JSON.stringify(name)}:[`);
    const found = await Promise.all(expanded.map((each) => this.texts(each, wanted)));
    const lists = found.filter((each) => each !== null);
    if (lists.length < found.length) return null;
    return (key) =>
      lists.map((texts, at) => `${starts[at] ?? ''}${texts.get(identity(key)) ?? ''}]`).join('');
  }

  /** The child records of each parent as the inside of a JSON list, by the parent's key; or null. */
  private async texts(
    expansion: ResolvedExpansion,
    keys: readonly SqlValue[],
  ): Promise<ReadonlyMap<string, string> | null> {
    const texts = new Map<string, string>();
    if (keys.length === 0) return texts;
    const columns = selectedColumns(expansion);
    const query = childrenOf(expansion, columns, padded(keys));
    const presenter = presenterOf(expansion.child);
    const parent = columns.indexOf(expansion.column);
    // Those of one record come whole: fewer at a time there are not.
    const rows =
      keys.length > 1
        ? await this.database.readWithin(MOST_BYTES, query)
        : await this.database.read(query);
    if (!rows) return null;
    for (const row of rows) {
      const key = identity(row[parent]);
      const before = texts.get(key);
      const text = presenter.row(row);
      texts.set(key, before === undefined ? text : `${before},${text}`);
    }
    return texts;
  }
}

/** The visible columns, as the presenter wants them, and the one that says whose row it is. */
function selectedColumns({ child, column }: ResolvedExpansion): readonly ColumnDefinition[] {
  return child.visible.includes(column) ? child.visible : [...child.visible, column];
}

/**
 * The keys with the last one repeated until their number is a power of two. Engines keep a limited
 * number of prepared statements by their text (`MysqlDatabase`: 200, and it prepares no text that
 * it has not seen before), and every number of places would be a text of its own.
 */
function padded(keys: readonly SqlValue[]): SqlValue[] {
  const length = 2 ** Math.ceil(Math.log2(keys.length));
  const last = keys.at(-1) ?? null;
  return [...keys, ...Array.from({ length: length - keys.length }, () => last)];
}

function childrenOf(
  { child, column, order }: ResolvedExpansion,
  columns: readonly ColumnDefinition[],
  keys: readonly SqlValue[],
): Sql {
  const table = liveTableOf(child);
  const selected = columns.map(({ name }) => columnOf(table, name));
  const sorted = order.map((each) => orderTerm(each, table));
  return sql`SELECT ${selected} FROM ${table} WHERE ${columnOf(table, column.name).in(keys)}
    ORDER BY ${sorted}`;
}

function orderTerm({ column, descending, nullAs }: ResolvedOrder, table: SqlTable<object>): Sql {
  const { operand } = columnOf(table, column.name);
  const sorted = nullAs === undefined ? operand : sql`COALESCE(${operand}, ${literal(nullAs)})`;
  return descending ? sql`${sorted} DESC` : sorted;
}

/** The key as it compares: the column of the child may hold a code in another case. */
function identity(key: SqlValue | undefined): string {
  return typeof key === 'string' ? fold(key) : String(key);
}
