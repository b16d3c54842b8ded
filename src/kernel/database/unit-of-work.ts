import { Injectable, Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from './connection.js';
import { Database } from './database.js';
import { EnclosingTransaction, Transaction } from './transaction.js';
import { refusalOf } from './database-error.js';
import { TableVersions } from './table-versions.js';

const ATTEMPTS = 10;

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
   * Inside of `enclose` it is a part of that unit: of its transaction, its repetition, its commit.
   *
   * @throws what `work` throws, after the rollback
   */
  async run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const { enclosing } = this.database;
    const outer = enclosing.current();
    return outer
      ? outer.part((part) => enclosing.enter(part, () => work(part)))
      : this.repeat((connection) => new Transaction(connection), work);
  }

  /**
   * As `run`, and whatever runs and reads inside of `work`, however deep, joins it. Only on demand,
   * because following what belongs to what slows down every promise of the process.
   *
   * @throws what `work` throws, after the rollback
   */
  async enclose<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const { enclosing } = this.database;
    if (enclosing.current()) return this.run(work);
    return this.repeat(
      (connection) => new EnclosingTransaction(connection),
      (transaction) =>
        transaction.whole(() => enclosing.enter(transaction, () => work(transaction))),
    );
  }

  private async repeat<T, U extends Transaction>(
    begin: (connection: Connection) => U,
    work: (transaction: U) => Promise<T>,
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      let transaction: U | undefined;
      try {
        const result = await this.database.transaction((connection) => {
          transaction = begin(connection);
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
