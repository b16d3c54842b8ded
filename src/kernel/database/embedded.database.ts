import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { inBatches } from '../batches.js';
import type { Connection, RunResult } from './connection.js';
import { Database } from './database.js';
import { bindable, type SqlRow, type SqlValue } from './sql-value.js';
import { failedAt } from './database-error.js';
import { SQLITE } from './dialect.js';
import { GuardedDatabase, type GuardedStatement } from './libsql.js';
import { BATCH_BYTES, BATCH_ROWS, BoundedRows, sizeOfRow } from './row-size.js';

const BATCH_SIZE = { of: sizeOfRow, most: BATCH_BYTES };
const CACHED_STATEMENTS = 300;
/** Kept, for a new one reads the definitions of all tables first: longer than most lists take. */
const MOST_IDLE = 4;

/**
 * The embedded engine: one connection that writes (the one TypeORM opened), one that reads, and
 * one for each result that is read in batches, on a write-ahead log, so that reads see the last
 * commit and go on while a transaction is open. Transactions queue: there is one writer.
 */
export class EmbeddedDatabase extends Database {
  readonly dialect = SQLITE;
  private readonly writer: PreparedConnection;
  private readonly reader: PreparedConnection;
  /** Connections that have read a long result to its end. */
  private readonly idle: GuardedDatabase[] = [];
  private isReleased = false;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    readonly dataSource: DataSource,
    private readonly path: string,
  ) {
    super();
    const { databaseConnection } = dataSource.driver as unknown as {
      databaseConnection: GuardedDatabase;
    };
    this.writer = new PreparedConnection(databaseConnection);
    this.reader = new PreparedConnection(openForReading(path));
  }

  rows(sql: string, values: readonly SqlValue[] = []): Promise<SqlRow[]> {
    const unit = this.enclosing.current();
    return unit ? unit.rows(sql, values) : this.reader.rows(sql, values);
  }

  async rowsWithin(
    bytesMax: number,
    sql: string,
    values: readonly SqlValue[] = [],
  ): Promise<SqlRow[] | null> {
    const unit = this.enclosing.current();
    return unit ? unit.rows(sql, values) : this.reader.rowsWithin(bytesMax, sql, values);
  }

  protected async *result(sql: string, values: readonly SqlValue[]): AsyncIterable<SqlRow[]> {
    const connection = this.idle.pop() ?? openForReading(this.path);
    let statement: GuardedStatement | null = null;
    let isAtEnd = false;
    try {
      statement = connection.statement(sql).raw();
      const rows = statement.iterate(bindable(values));
      for (const batch of inBatches(rows as Iterable<SqlRow>, BATCH_ROWS, BATCH_SIZE)) {
        yield batch;
        await nextTurn();
      }
      isAtEnd = true;
    } finally {
      const isKept = isAtEnd && !this.isReleased && this.idle.length < MOST_IDLE;
      if (isKept) this.idle.push(connection);
      else {
        if (!isAtEnd && statement) leave(statement, values);
        connection.close();
      }
    }
  }

  transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const result = this.queue.then(() => this.alone(work));
    this.queue = result.catch(() => undefined);
    return result;
  }

  async tables(): Promise<string[]> {
    const rows = await this.rows("SELECT name FROM sqlite_master WHERE type = 'table'");
    return rows.map(([name]) => String(name));
  }

  override async release(): Promise<void> {
    await this.queue;
    this.isReleased = true;
    this.reader.close();
    for (const connection of this.idle.splice(0)) connection.close();
  }

  private async alone<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    await this.writer.run('BEGIN IMMEDIATE');
    try {
      const result = await work(this.writer);
      await this.writer.run('COMMIT');
      return result;
    } catch (error) {
      // What went wrong is what is told: a full disk, for one, has rolled back already.
      await this.writer.run('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }
}

class PreparedConnection implements Connection {
  readonly dialect = SQLITE;
  private readonly statements = new Map<string, GuardedStatement>();

  constructor(private readonly database: GuardedDatabase) {}

  async rows(sql: string, values: readonly SqlValue[] = []): Promise<SqlRow[]> {
    return this.attempt(sql, (statement) => statement.all(bindable(values)) as SqlRow[]);
  }

  /** Reads to the end in any case: what is left open would go on seeing what there was. */
  async rowsWithin(
    bytesMax: number,
    sql: string,
    values: readonly SqlValue[],
  ): Promise<SqlRow[] | null> {
    return this.attempt(sql, (statement) => {
      const bounded = new BoundedRows(bytesMax);
      for (const row of statement.iterate(bindable(values))) bounded.add(row as SqlRow);
      return bounded.isOver ? null : bounded.rows;
    });
  }

  async run(sql: string, values: readonly SqlValue[] = []): Promise<RunResult> {
    const { changes, lastInsertRowid } = this.attempt(sql, (statement) =>
      statement.run(bindable(values)),
    );
    const afterFirst = Math.max(0, changes - 1);
    return { affected: changes, insertId: Number(lastInsertRowid) - afterFirst };
  }

  async keyStep(): Promise<number> {
    return 1;
  }

  close(): void {
    this.statements.clear();
    this.database.close();
  }

  private attempt<T>(sql: string, work: (statement: GuardedStatement) => T): T {
    try {
      return work(this.prepared(sql));
    } catch (error) {
      failedAt(sql, error);
      throw error;
    }
  }

  private prepared(sql: string): GuardedStatement {
    const known = this.statements.get(sql);
    if (known) return known;
    const statement = this.database.statement(sql);
    if (statement.reader) statement.raw();
    if (this.statements.size >= CACHED_STATEMENTS) {
      const [oldest] = this.statements.keys();
      if (oldest !== undefined) this.statements.delete(oldest);
    }
    this.statements.set(sql, statement);
    return statement;
  }
}

/**
 * With rows left a statement goes on seeing what there was when it began, and the log can not be
 * emptied, until somebody collects the garbage: closing its connection does not end it. To begin
 * anew does, for its first row.
 */
function leave(statement: GuardedStatement, values: readonly SqlValue[]): void {
  try {
    statement.get([...values]);
  } catch {
    // It was not worth more than its end.
  }
}

function openForReading(path: string): GuardedDatabase {
  const database = new GuardedDatabase(path, { timeout: 5000 });
  database.exec('PRAGMA query_only = ON; PRAGMA case_sensitive_like = OFF');
  return database;
}
