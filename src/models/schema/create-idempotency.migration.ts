import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf } from '../../kernel/database/dialect.js';

const TABLE = 'fn_idempotency';
/** Keys differ in case; `created` is in milliseconds since 1970, which no time zone changes. */
const COLUMNS =
  'name varchar(280) NOT NULL PRIMARY KEY, fingerprint char(64) NOT NULL, ' +
  'created bigint NOT NULL, answer longtext';
const INDEX = `${TABLE}_created`;

/** Creates the table of the answers to requests with an `Idempotency-Key`. */
export class CreateIdempotency1795360000000 implements MigrationInterface {
  readonly name = 'CreateIdempotency1795360000000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    const { indexesWithTable, asciiOptions } = dialectOf(runner.dataSource.options.type).schema;
    const index = indexesWithTable ? `, INDEX ${INDEX} (created)` : '';
    await runner.query(`CREATE TABLE IF NOT EXISTS ${TABLE} (${COLUMNS}${index})${asciiOptions}`);
    if (indexesWithTable) return;
    await runner.query(`CREATE INDEX IF NOT EXISTS ${INDEX} ON ${TABLE} (created)`);
  }

  /** What was answered must stay answered: nothing is dropped. */
  async down(): Promise<void> {}
}
