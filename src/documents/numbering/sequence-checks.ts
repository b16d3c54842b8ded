import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Day } from '../../kernel/dates/calendar.js';
import { sql, type Sql } from '../../kernel/database/sql.js';
import {
  asNumber,
  asText,
  asTextOrNull,
  namedTable,
  select,
} from '../../kernel/database/sql-table.js';
import type { Transaction } from '../../kernel/database/transaction.js';
import type { DocumentSequence } from './document-sequence.entity.js';

/*
 * To find a gap in a sequence takes a look at its last thousand documents, and at all of them to
 * find the last. `fn_sequence_checks` remembers that this was done and found none: from then on
 * the sequence itself says the next number, until a document of it is deleted or renumbered.
 * Programs that are not told of the table write too, so a check counts for a minute only.
 */
const FRESH_SECONDS = 60;

const CHECKS = namedTable('fn_sequence_checks', {
  idsecuencia: asNumber,
  codejercicio: asText,
  latest: asTextOrNull,
  checked_at: asNumber,
});

/** What a check found. */
export interface SequenceCheck {
  /** The latest date of the documents at the time of the check; null without any. */
  readonly latest: Day | null;
}

/** The table of what is known of sequences. */
export class SequenceChecks1795360000001 implements MigrationInterface {
  readonly name = 'SequenceChecks1795360000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE IF NOT EXISTS fn_sequence_checks (idsecuencia int NOT NULL, ' +
        'codejercicio varchar(4) NOT NULL, latest varchar(10), checked_at int NOT NULL, ' +
        'PRIMARY KEY (idsecuencia, codejercicio))',
    );
  }

  /** Data are worth more than a clean slate: nothing is dropped. */
  async down(): Promise<void> {}
}

/** The check of a sequence for a fiscal year, when it is fresh. */
export async function freshCheck(
  transaction: Transaction,
  idsecuencia: number,
  codejercicio: string,
): Promise<SequenceCheck | null> {
  const { latest, checked_at } = CHECKS;
  const [check] = await transaction.read(
    select({ latest, checked_at }, sql`FROM ${CHECKS} WHERE ${ofYear(idsecuencia, codejercicio)}`),
  );
  if (!check || seconds() - check.checked_at > FRESH_SECONDS) return null;
  return { latest: check.latest };
}

export async function rememberCheck(
  transaction: Transaction,
  idsecuencia: number,
  codejercicio: string,
  { latest }: SequenceCheck,
): Promise<void> {
  await transaction.write(sql`DELETE FROM ${CHECKS} WHERE ${ofYear(idsecuencia, codejercicio)}`);
  const columns = [CHECKS.idsecuencia, CHECKS.codejercicio, CHECKS.latest, CHECKS.checked_at];
  await transaction.write(
    sql`INSERT INTO ${CHECKS} (${columns})
      VALUES (${[idsecuencia, codejercicio, latest, seconds()]})`,
  );
}

/** Forgets what is known of sequences; the caller holds their rows. */
export async function forgetChecks(
  transaction: Transaction,
  sequences: readonly DocumentSequence[],
): Promise<void> {
  for (const { idsecuencia } of sequences) {
    await transaction.write(sql`DELETE FROM ${CHECKS} WHERE ${CHECKS.idsecuencia.is(idsecuencia)}`);
  }
}

function ofYear(idsecuencia: number, codejercicio: string): Sql {
  return sql`${CHECKS.idsecuencia.is(idsecuencia)} AND ${CHECKS.codejercicio.is(codejercicio)}`;
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
