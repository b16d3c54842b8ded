import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Up to which event of another program's queue the balances of the ledger were found anew. */
export class BooksRebuilds1795360000017 implements MigrationInterface {
  readonly name = 'BooksRebuilds1795360000017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE IF NOT EXISTS fn_books_rebuilds (workevent int NOT NULL PRIMARY KEY)',
    );
  }

  /** Data are worth more than a clean slate: nothing is dropped. */
  async down(): Promise<void> {}
}
