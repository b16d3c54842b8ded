import type { Connection, RunResult, SqlReader } from './connection.js';
import { refusalOf } from './database-error.js';
import type { Sql } from './sql.js';
import type { SqlRow, SqlValue } from './sql-value.js';

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
