import { Injectable, Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import {
  Database,
  type Connection,
  type RunResult,
  type SqlRow,
  type SqlValue,
} from './database.js';
import { refusalOf } from './database-error.js';
import { TableVersions } from './table-versions.js';

const ATTEMPTS = 10;

/** The open unit of work: one transaction, the tables it wrote to, what follows its commit. */
export class Transaction implements Connection {
  readonly touched = new Set<string>();
  readonly followUps: (() => void | Promise<void>)[] = [];

  constructor(private readonly connection: Connection) {}

  get dialect() {
    return this.connection.dialect;
  }

  rows(sql: string, values?: readonly SqlValue[]): Promise<SqlRow[]> {
    return this.connection.rows(sql, values);
  }

  run(sql: string, values?: readonly SqlValue[]): Promise<RunResult> {
    return this.connection.run(sql, values);
  }

  /** Says that rows of these tables change, so that what is remembered of them is forgotten. */
  touch(...tables: string[]): void {
    for (const table of tables) this.touched.add(table);
  }

  /** Runs after the commit, in order, before the caller gets its answer; never after a rollback. */
  afterCommit(followUp: () => void | Promise<void>): void {
    this.followUps.push(followUp);
  }
}

/** The only way to write: one transaction, repeated when another one was in its way. */
@Injectable()
export class UnitOfWork {
  private readonly logger = new Logger(UnitOfWork.name);

  constructor(
    private readonly database: Database,
    private readonly versions: TableVersions,
  ) {}

  /**
   * Runs `work` in one transaction. It is called again from the start after a deadlock or lock
   * time-out, so it must change nothing outside the transaction; use `afterCommit` for that.
   *
   * @throws what `work` throws, after the rollback
   */
  async run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      let transaction: Transaction | undefined;
      try {
        const result = await this.database.transaction((connection) => {
          transaction = new Transaction(connection);
          return work(transaction);
        });
        if (transaction) await this.finish(transaction);
        return result;
      } catch (error) {
        if (attempt >= ATTEMPTS || refusalOf(error)?.kind !== 'conflict') throw error;
        await pause(Math.random() * 10 * attempt);
      }
    }
  }

  private async finish(transaction: Transaction): Promise<void> {
    this.versions.bump(transaction.touched);
    for (const followUp of transaction.followUps) {
      try {
        await followUp();
      } catch (error) {
        // What is committed stays: the caller must not be told otherwise.
        this.logger.error(error);
      }
    }
  }
}
