import type { DataSource } from 'typeorm';
import type { Connection, SqlReader } from './connection.js';
import type { Dialect } from './dialect.js';
import { Enclosing } from './enclosing.js';
import type { Sql } from './sql.js';
import type { SqlRow, SqlValue } from './sql-value.js';
import { Turns } from '../turns.js';
import { TooManyStreamsError } from './database-error.js';
import type { EnclosingTransaction } from './transaction.js';

/** How many connections a pool has. */
export const POOL_SIZE = 20;
const MOST_STREAMS = POOL_SIZE / 2;
const PATIENCE_MS = 10_000;

/**
 * One database of either engine. Reads go through `rows` and `batches`; writes only through the
 * `UnitOfWork`, which alone calls `transaction`.
 */
export abstract class Database implements SqlReader {
  abstract readonly dialect: Dialect;
  abstract readonly dataSource: DataSource;
  /** The unit of work that reads are a part of too: they see what it wrote. */
  readonly enclosing = new Enclosing<EnclosingTransaction>();

  /** Who reads a result that it does not hold: at most half of the connections serve those. */
  readonly streams = new Turns(MOST_STREAMS, PATIENCE_MS);

  abstract rows(sql: string, values?: readonly SqlValue[]): Promise<SqlRow[]>;

  /** Those of a result whose length nobody knows; null when they take more than so many bytes. */
  abstract rowsWithin(
    bytesMax: number,
    sql: string,
    values?: readonly SqlValue[],
  ): Promise<SqlRow[] | null>;

  /**
   * Rows of a long result as it was when it began, in batches that are bounded by rows and by bytes
   * (`BATCH_ROWS`, `BATCH_BYTES`), as fast as the consumer takes them; memory stays flat. It keeps
   * a connection until it is read or left, so that only some have their turn at a time.
   *
   * @throws TooManyStreamsError when none comes in some seconds
   */
  async *batches(sql: string, values: readonly SqlValue[] = []): AsyncIterable<SqlRow[]> {
    const unit = this.enclosing.current();
    if (unit) {
      yield await unit.rows(sql, values);
      return;
    }
    const turn = await this.streams.take();
    if (!turn) throw new TooManyStreamsError();
    try {
      yield* this.result(sql, values);
    } finally {
      turn();
    }
  }

  /** The rows of a result as `batches` gives them, with a connection of its own. */
  protected abstract result(sql: string, values: readonly SqlValue[]): AsyncIterable<SqlRow[]>;

  async read<R>(query: Sql<R>): Promise<R[]> {
    const { text, values } = query.render(this.dialect);
    return query.decoded(await this.rows(text, values));
  }

  /** As `read`; null when the rows take more than so many bytes. */
  async readWithin<R>(bytesMax: number, query: Sql<R>): Promise<R[] | null> {
    const { text, values } = query.render(this.dialect);
    const rows = await this.rowsWithin(bytesMax, text, values);
    return rows && query.decoded(rows);
  }

  /** As `read`, in batches. */
  async *stream<R>(query: Sql<R>): AsyncIterable<R[]> {
    const { text, values } = query.render(this.dialect);
    for await (const rows of this.batches(text, values)) yield query.decoded(rows);
  }

  /**
   * Runs `work` between BEGIN and COMMIT; an error rolls back and is thrown as it came.
   * Isolation is READ COMMITTED on MySQL; on the embedded engine writers queue.
   */
  abstract transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T>;

  /** Names of the tables that there are. */
  abstract tables(): Promise<string[]>;

  /** Waits for open work and gives back what is not the data source's. */
  release?(): Promise<void>;

  async close(): Promise<void> {
    await this.release?.();
    await this.dataSource.destroy();
  }
}
