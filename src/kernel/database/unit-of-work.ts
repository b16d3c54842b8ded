import { Injectable, Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import {
  Database,
  type Connection,
  type RunResult,
  type SqlReader,
  type SqlRow,
  type SqlValue,
} from './database.js';
import { refusalOf } from './database-error.js';
import type { Sql } from './sql.js';
import { TableVersions } from './table-versions.js';

const ATTEMPTS = 10;

/** The open unit of work: one transaction, the tables it wrote to, what follows its commit. */
export class Transaction implements Connection, SqlReader {
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

  async read<R>(query: Sql<R>): Promise<R[]> {
    const { text, values } = query.render(this.dialect);
    return query.decoded(await this.rows(text, values));
  }

  /** Runs a statement that writes, and touches the table that it writes: the first that it names. */
  write(statement: Sql): Promise<RunResult> {
    const { text, values, tables } = statement.render(this.dialect);
    this.touch(...tables.slice(0, 1));
    return this.run(text, values);
  }

  keyStep(): Promise<number> {
    return this.connection.keyStep();
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

/** A transaction that further units of work are parts of, each undone on its own when it fails. */
export class EnclosingTransaction extends Transaction {
  open = true;
  private turn: Promise<unknown> = Promise.resolve();
  private conflict: { readonly error: unknown } | null = null;

  constructor(
    connection: Connection,
    private readonly depth = 0,
  ) {
    super(connection);
  }

  override async run(sql: string, values?: readonly SqlValue[]): Promise<RunResult> {
    // The database has rolled back already: the statement would stand alone, and stay.
    this.refuseConflict();
    return super.run(sql, values);
  }

  /** Parts take turns, because a savepoint takes along all that came after it. */
  part<T>(work: (part: EnclosingTransaction) => Promise<T>): Promise<T> {
    const result = this.turn.then(() => this.afterSavepoint(work));
    this.turn = result.catch(() => undefined);
    return result;
  }

  /** @throws what `work` throws, or the conflict that a part met, whoever caught it meanwhile */
  async whole<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      this.refuseConflict();
    }
  }

  private async afterSavepoint<T>(work: (part: EnclosingTransaction) => Promise<T>): Promise<T> {
    const part = new EnclosingTransaction(this, this.depth + 1);
    const savepoint = `fn_part_${part.depth}`;
    await this.run(`SAVEPOINT ${savepoint}`);
    try {
      const result = await part.whole(() => work(part));
      this.touch(...part.touched);
      this.followUps.push(...part.followUps);
      return result;
    } catch (error) {
      if (refusalOf(error)?.kind === 'conflict') this.conflict = { error };
      else await this.run(`ROLLBACK TO SAVEPOINT ${savepoint}`);
      throw error;
    }
  }

  private refuseConflict(): void {
    if (this.conflict) throw this.conflict.error;
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
