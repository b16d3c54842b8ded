import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the ledger remembers beside the tables that other programs know: up to where the numbers of
 * a fiscal year were counted, and where the lines of a ledger account end.
 */
export class LedgerTables1795360000002 implements MigrationInterface {
  readonly name = 'LedgerTables1795360000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE IF NOT EXISTS fn_entry_numbers (codejercicio varchar(4) NOT NULL PRIMARY KEY, ' +
        'idasiento int NOT NULL, numero int NOT NULL, seen int)',
    );
    await runner.query(
      'CREATE TABLE IF NOT EXISTS fn_subaccount_ends (idsubcuenta int NOT NULL PRIMARY KEY, ' +
        'fecha varchar(10) NOT NULL, numero int NOT NULL, loose int NOT NULL, ' +
        'debe double NOT NULL, haber double NOT NULL)',
    );
  }

  /** Data are worth more than a clean slate: nothing is dropped. */
  async down(): Promise<void> {}
}
