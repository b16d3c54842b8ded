import type { Dialect } from './dialect.js';
import type { Sql } from './sql.js';
import type { SqlRow, SqlValue } from './sql-value.js';

export interface RunResult {
  /** Rows that the statement inserted, matched or deleted. */
  readonly affected: number;
  /** The generated key of an insert, of its first row; 0 when none was generated. */
  readonly insertId: number;
}

/** Reads outside or inside a transaction. */
export interface Reader {
  readonly dialect: Dialect;
  rows(sql: string, values?: readonly SqlValue[]): Promise<SqlRow[]>;
}

/** As `Reader`, of statements that know no engine. */
export interface SqlReader extends Reader {
  /** The rows of a query, as it says what they mean. */
  read<R>(query: Sql<R>): Promise<R[]>;
}

/** One open transaction of one connection. */
export interface Connection extends Reader {
  run(sql: string, values?: readonly SqlValue[]): Promise<RunResult>;
  /** How far apart the generated keys of one insert of several rows are: clusters leave room. */
  keyStep(): Promise<number>;
}
