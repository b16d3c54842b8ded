import type { PoolConnection } from 'mysql2';
import { failedAt } from './database-error.js';
import { BATCH_BYTES, BATCH_ROWS, sizeOfRow } from './row-size.js';
import { bindable, type SqlRow, type SqlValue } from './sql-value.js';

interface ResultStatement {
  readonly sql: string;
  readonly values: readonly SqlValue[];
  readonly isPrepared: boolean;
}

/**
 * Reads a result from a connection, batch after batch. The connection stands still while a batch is
 * worked on: no more than that and what came in the same packet is held.
 */
export class ResultReader {
  /** Whether everything was read, so that the connection may go on to something else. */
  isAtEnd = false;
  private batch: SqlRow[] = [];
  private size = 0;
  private failure: Error | null = null;
  private wake: (() => void) | null = null;

  constructor(
    private readonly connection: PoolConnection,
    { sql, values, isPrepared }: ResultStatement,
  ) {
    const options = { sql, values: bindable(values), rowsAsArray: true };
    const command = isPrepared ? connection.execute(options) : connection.query(options);
    command.on('result', (row: unknown) => this.take(row as SqlRow));
    command.on('error', (error: Error) => {
      failedAt(sql, error);
      this.failure = error;
      this.wake?.();
    });
    command.on('end', () => {
      this.isAtEnd = true;
      this.wake?.();
    });
  }

  /** The next rows; none are left when it is at its end. */
  async next(): Promise<SqlRow[]> {
    if (!this.isFull && !this.isAtEnd && !this.failure) {
      const woken = new Promise<void>((resolve) => (this.wake = resolve));
      this.connection.resume();
      await woken;
      this.wake = null;
    }
    if (this.failure) throw this.failure;
    const { batch } = this;
    this.batch = [];
    this.size = 0;
    return batch;
  }

  private get isFull(): boolean {
    return this.batch.length >= BATCH_ROWS || this.size >= BATCH_BYTES;
  }

  private take(row: SqlRow): void {
    this.batch.push(row);
    this.size += sizeOfRow(row);
    if (!this.isFull) return;
    this.connection.pause();
    this.wake?.();
  }
}
