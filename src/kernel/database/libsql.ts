import Libsql from 'libsql';
import { NoSqlValue } from './sql-value.js';

type Bound = string | number | bigint | Buffer | null;

/** What a prepared statement of the guarded driver offers; every method takes bound values. */
export interface GuardedStatement {
  readonly reader: boolean;
  run(...values: unknown[]): { changes: number; lastInsertRowid: number | bigint };
  get(...values: unknown[]): unknown;
  all(...values: unknown[]): unknown[];
  iterate(...values: unknown[]): Iterable<unknown>;
  /** Rows as arrays in the order of the selected columns. */
  raw(on?: boolean): this;
}

/**
 * libsql's `Database`, safe against the values that abort its process: a statement whose only
 * bound value is an object, or any raw boolean. Values always travel as one positional list, and
 * one that no column can hold is an ordinary TypeError.
 */
export class GuardedDatabase extends Libsql {
  override prepare: Libsql.Database['prepare'] = (sql: string) => guarded(super.prepare(sql));

  statement(sql: string): GuardedStatement {
    return this.prepare(sql);
  }
}

function guarded<S extends object>(statement: S): S {
  for (const method of ['run', 'get', 'all', 'iterate'] as const) {
    const original = (statement as unknown as GuardedStatement)[method].bind(statement);
    Object.defineProperty(statement, method, {
      value: (...values: unknown[]) => original(bindable(values)),
    });
  }
  return statement;
}

function bindable(values: unknown[]): Bound[] {
  const list = values.length === 1 && Array.isArray(values[0]) ? (values[0] as unknown[]) : values;
  return list.map((value) => {
    if (typeof value === 'boolean') return value ? 1 : 0;
    if (value === null || value === undefined) return null;
    if (typeof value === 'string' || typeof value === 'bigint' || Buffer.isBuffer(value)) {
      return value;
    }
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    throw new NoSqlValue(value);
  });
}
