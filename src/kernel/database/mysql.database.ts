import type { Socket } from 'node:net';
import type { Pool, PoolConnection, ResultSetHeader } from 'mysql2';
import type { DataSource } from 'typeorm';
import type { Connection, RunResult } from './connection.js';
import { Database } from './database.js';
import { bindable, type SqlRow, type SqlValue } from './sql-value.js';
import { failedAt } from './database-error.js';
import { MYSQL } from './dialect.js';
import { ResultReader } from './result-reader.js';
import { BoundedRows } from './row-size.js';

/** Each connection keeps this many prepared statements; the server's own limit is for all. */
export const MOST_PREPARED = 200;

/** MySQL or MariaDB through the mysql2 pool that TypeORM's data source owns. */
export class MysqlDatabase extends Database {
  readonly dialect = MYSQL;
  private readonly pool: Pool;
  private readonly seen = new Set<string>();

  /** @param statementTimeout seconds that one statement may take; 0 without a limit */
  constructor(
    readonly dataSource: DataSource,
    private readonly statementTimeout = 0,
  ) {
    super();
    this.pool = (dataSource.driver as unknown as { pool: Pool }).pool;
    if (statementTimeout > 0) limitStatements(this.pool, statementTimeout);
  }

  rows(sql: string, values: readonly SqlValue[] = []): Promise<SqlRow[]> {
    const unit = this.enclosing.current();
    return unit
      ? unit.rows(sql, values)
      : rowsOf(this.pool, sql, values, this.isWorthPreparing(sql));
  }

  async rowsWithin(
    bytesMax: number,
    sql: string,
    values: readonly SqlValue[] = [],
  ): Promise<SqlRow[] | null> {
    const unit = this.enclosing.current();
    if (unit) return unit.rows(sql, values);
    const bounded = new BoundedRows(bytesMax);
    for await (const batch of this.result(sql, values, { isLimited: true })) {
      for (const row of batch) bounded.add(row);
      if (bounded.isOver) return null;
    }
    return bounded.rows;
  }

  /** @param isLimited whether it may take no longer than any other statement */
  protected async *result(
    sql: string,
    values: readonly SqlValue[],
    { isLimited = false } = {},
  ): AsyncIterable<SqlRow[]> {
    const connection = await this.connect();
    const isFree = !isLimited && this.statementTimeout > 0;
    const reader = new ResultReader(connection, {
      sql: isFree ? withoutLimit(sql) : sql,
      values,
      // MariaDB prepares no statement with settings of its own.
      isPrepared: !isFree && this.isWorthPreparing(sql),
    });
    let isKept = true;
    try {
      for (;;) {
        const rows = await reader.next();
        if (reader.isAtEnd) {
          // Whoever takes his time with the last rows needs no connection for that.
          isKept = false;
          connection.release();
        }
        if (rows.length > 0) yield rows;
        if (reader.isAtEnd) return;
      }
    } finally {
      // A reader that left early leaves unread packets behind: that connection is of no more use.
      if (isKept) breakOff(connection);
    }
  }

  async transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await this.connect();
    let usable = true;
    try {
      await readCommitted(connection);
      await command(connection, 'START TRANSACTION');
      const result = await work(new MysqlConnection(connection, this.isWorthPreparing));
      await command(connection, 'COMMIT');
      return result;
    } catch (error) {
      await command(connection, 'ROLLBACK').catch(() => (usable = false));
      throw error;
    } finally {
      if (usable) connection.release();
      else breakOff(connection);
    }
  }

  async tables(): Promise<string[]> {
    const rows = await this.rows(
      'SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()',
    );
    return rows.map(([name]) => String(name));
  }

  /**
   * Whether a statement was seen before: a prepared one answers in binary, which costs half the
   * time to read, but one that comes only once would cost a round trip more.
   */
  private readonly isWorthPreparing = (sql: string): boolean => {
    if (this.seen.has(sql)) return true;
    if (this.seen.size >= MOST_PREPARED) this.seen.clear();
    this.seen.add(sql);
    return false;
  };

  private connect(): Promise<PoolConnection> {
    return new Promise((resolve, reject) => {
      this.pool.getConnection((error, connection) => {
        if (error) reject(error);
        else resolve(connection);
      });
    });
  }
}

/**
 * Ends statements of the pool that take too long: all of them on MariaDB, those that select on
 * MySQL. Each server reads what the other takes for a comment.
 */
function limitStatements(pool: Pool, seconds: number): void {
  const limited = new WeakSet<PoolConnection>();
  pool.on('acquire', (connection: PoolConnection) => {
    if (limited.has(connection)) return;
    limited.add(connection);
    // It is sent before whatever the connection is wanted for; that fails if this does.
    connection.query(
      `SET @fn_limited = 1 /*M! , SESSION max_statement_time = ${seconds} */ ` +
        `/*!50708 , SESSION max_execution_time = ${seconds * 1000} */`,
      () => undefined,
    );
  });
}

/**
 * The same query without that limit: what is read in batches takes as long as its reader, who was
 * told how much there is by a statement that was limited.
 */
function withoutLimit(query: string): string {
  const hinted = query.replace(/^SELECT /, 'SELECT /*+ MAX_EXECUTION_TIME(4294967295) */ ');
  return `/*M! SET STATEMENT max_statement_time = 0 FOR */ ${hinted}`;
}

/**
 * Ends a connection at once. The driver would say goodbye and leave it open; a server that still
 * writes a result waits a minute then for somebody to read it, and counts as connected.
 */
function breakOff(connection: PoolConnection): void {
  connection.destroy();
  const { stream } = connection as unknown as { stream: Socket };
  stream.destroy();
}

const prepared = new WeakSet<PoolConnection>();

/** Once for each connection: all of its transactions see what others commit meanwhile. */
async function readCommitted(connection: PoolConnection): Promise<void> {
  if (prepared.has(connection)) return;
  await command(connection, 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
  prepared.add(connection);
}

/** By the connection, for which the server fixes it. */
const keySteps = new WeakMap<PoolConnection, number>();

class MysqlConnection implements Connection {
  readonly dialect = MYSQL;

  constructor(
    private readonly connection: PoolConnection,
    private readonly isWorthPreparing: (sql: string) => boolean,
  ) {}

  rows(sql: string, values: readonly SqlValue[] = []): Promise<SqlRow[]> {
    return rowsOf(this.connection, sql, values, this.isWorthPreparing(sql));
  }

  run(sql: string, values: readonly SqlValue[] = []): Promise<RunResult> {
    return new Promise((resolve, reject) => {
      const bound = bindable(values);
      const done = (error: Error | null, result: unknown) => {
        if (error) {
          failedAt(sql, error);
          reject(error);
          return;
        }
        const { affectedRows = 0, insertId = 0 } = result as Partial<ResultSetHeader>;
        resolve({ affected: affectedRows, insertId });
      };
      if (values.length > 0 && this.isWorthPreparing(sql)) {
        this.connection.execute(sql, bound, done);
      } else this.connection.query(sql, bound, done);
    });
  }

  async keyStep(): Promise<number> {
    const known = keySteps.get(this.connection);
    if (known !== undefined) return known;
    const [row] = await this.rows('SELECT @@SESSION.auto_increment_increment');
    const step = Number(row?.[0]);
    keySteps.set(this.connection, step);
    return step;
  }
}

function rowsOf(
  source: Pool | PoolConnection,
  sql: string,
  values: readonly SqlValue[],
  prepared = false,
): Promise<SqlRow[]> {
  return new Promise((resolve, reject) => {
    const options = { sql, values: bindable(values), rowsAsArray: true };
    const done = (error: Error | null, rows: unknown) => {
      if (!error) {
        resolve(rows as SqlRow[]);
        return;
      }
      failedAt(sql, error);
      reject(error);
    };
    if (prepared) source.execute(options, done);
    else source.query(options, done);
  });
}

function command(connection: PoolConnection, sql: string): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.query(sql, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
