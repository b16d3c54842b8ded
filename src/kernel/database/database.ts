import type { DataSource } from 'typeorm';
import type { Connection, SqlReader } from './connection.js';
import type { Dialect } from './dialect.js';
import { Enclosing } from './enclosing.js';
import type { Sql } from './sql.js';
import type { SqlRow, SqlValue } from './sql-value.js';
import type { EnclosingTransaction } from './transaction.js';

/**
 * One database of either engine. Reads go through `rows` and `batches`; writes only through the
 * `UnitOfWork`, which alone calls `transaction`.
 */
export abstract class Database implements SqlReader {
  abstract readonly dialect: Dialect;
  abstract readonly dataSource: DataSource;
  /** The unit of work that reads are a part of too: they see what it wrote. */
  readonly enclosing = new Enclosing<EnclosingTransaction>();

  abstract rows(sql: string, values?: readonly SqlValue[]): Promise<SqlRow[]>;

  /** Rows of a long result in batches, as fast as the consumer takes them; memory stays flat. */
  abstract batches(sql: string, values?: readonly SqlValue[]): AsyncIterable<SqlRow[]>;

  async read<R>(query: Sql<R>): Promise<R[]> {
    const { text, values } = query.render(this.dialect);
    return query.decoded(await this.rows(text, values));
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
