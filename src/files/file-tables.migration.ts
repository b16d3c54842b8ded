import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the file store remembers beside the tables that other programs know: secrets that the
 * server made for itself, and files whose records are gone.
 */
export class FileTables1795360000005 implements MigrationInterface {
  readonly name = 'FileTables1795360000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE IF NOT EXISTS fn_secrets (name varchar(40) NOT NULL PRIMARY KEY, ' +
        'value varchar(128) NOT NULL)',
    );
    await runner.query(
      'CREATE TABLE IF NOT EXISTS fn_file_removals (id varchar(36) NOT NULL PRIMARY KEY, ' +
        'path varchar(255) NOT NULL)',
    );
  }

  /** Data are worth more than a clean slate: nothing is dropped. */
  async down(): Promise<void> {}
}
