import { Injectable } from '@nestjs/common';
import { isLockTimeout, waitingBriefly } from '../database/lock-wait.js';
import { refusalOf } from '../database/database-error.js';
import { INSERT_IGNORE, literal, sql } from '../database/sql.js';
import { asNumber, asText, namedTable, select } from '../database/sql-table.js';
import type { Transaction } from '../database/transaction.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { ApiError } from '../errors/api-error.js';
import { Answer } from '../http/answer.js';
import { seal, unseal, type WholeAnswer } from './sealed-answer.js';

const KEPT_MS = 24 * 60 * 60 * 1000;
const PURGE_EVERY_MS = 60_000;
const PURGED_AT_ONCE = 1000;
const MOST_PURGES = 20;

const ANSWERS = namedTable('fn_idempotency', {
  ...{ name: asText, fingerprint: asText, created: asNumber, answer: asText },
});

/** What is stored under a key. */
interface Taken {
  readonly fingerprint: string;
  readonly answer: string;
}

/** A key of one caller, and what it is used for. */
export interface Claim {
  readonly name: string;
  /** Of the request. */
  readonly fingerprint: string;
  /** Of the caller. */
  readonly secret: Buffer;
}

/**
 * The first answers to requests with an `Idempotency-Key`, in the table `fn_idempotency`. All
 * but the purge happens in the transaction of the effect itself: either both stay, or none.
 */
@Injectable()
export class AnswerStore {
  private purgedAt = -Infinity;

  constructor(private readonly units: UnitOfWork) {}

  /**
   * Takes the key for this transaction, and answers null; or the stored answer, if it is taken.
   *
   * @throws ApiError 422 `idempotency-key-reused`; 409 `idempotency-key-in-use` while another
   *   process works on it
   */
  async claim(claim: Claim, transaction: Transaction): Promise<Answer | null> {
    const row = await this.take(claim, transaction);
    if (!row) return null;
    const { fingerprint, answer } = row;
    if (fingerprint !== claim.fingerprint) throw new ApiError(422, 'idempotency-key-reused');
    const { status, body, headers } = await unseal(answer, claim.secret);
    return new Answer(status, body, { ...headers, 'Idempotent-Replayed': 'true' });
  }

  /** Stores the answer under the key that this transaction claimed. */
  async keep(claim: Claim, answer: WholeAnswer, transaction: Transaction): Promise<void> {
    const sealed = await seal(answer, claim.secret);
    await transaction.write(
      sql`UPDATE ${ANSWERS} SET ${ANSWERS.answer.set(sealed)} WHERE ${ANSWERS.name.is(claim.name)}`,
    );
    transaction.afterCommit(() => this.purgeNowAndThen());
  }

  /** Gives the key back, as if it had never been claimed. */
  async release({ name }: Claim, transaction: Transaction): Promise<void> {
    await transaction.write(sql`DELETE FROM ${ANSWERS} WHERE ${ANSWERS.name.is(name)}`);
  }

  /** Null when the key is the transaction's now, else the row that has it. */
  private async take(claim: Claim, transaction: Transaction): Promise<Taken | null> {
    try {
      return await waitingBriefly(transaction, async () => {
        if (await insert(claim, transaction)) return null;
        const live = await find(claim, transaction);
        if (live) return live;
        const { name, created } = ANSWERS;
        await transaction.write(
          sql`DELETE FROM ${ANSWERS}
            WHERE ${name.is(claim.name)} AND ${created} <= ${Date.now() - KEPT_MS}`,
        );
        // Another process may have been faster.
        return (await insert(claim, transaction)) ? null : await find(claim, transaction);
      });
    } catch (error) {
      if (isLockTimeout(error)) throw keyInUse();
      throw error;
    }
  }

  /** Deletes old rows a batch at a time, oldest first, by the index on their time. */
  private async purgeNowAndThen(): Promise<void> {
    const now = Date.now();
    if (now - this.purgedAt < PURGE_EVERY_MS) return;
    this.purgedAt = now;
    for (let purged = PURGED_AT_ONCE, n = 0; purged === PURGED_AT_ONCE && n < MOST_PURGES; n++) {
      purged = await this.units.run((transaction) => purge(transaction, now - KEPT_MS));
    }
  }
}

/** The first request with the key is still running; it takes a moment. */
export function keyInUse(): ApiError {
  return new ApiError(409, 'idempotency-key-in-use', { headers: { 'Retry-After': '1' } });
}

async function insert({ name, fingerprint }: Claim, transaction: Transaction): Promise<boolean> {
  const { affected } = await transaction.write(
    sql`${INSERT_IGNORE} INTO ${ANSWERS} (${[ANSWERS.name, ANSWERS.fingerprint, ANSWERS.created]})
      VALUES (${[name, fingerprint, Date.now()]})`,
  );
  return affected > 0;
}

async function find(claim: Claim, transaction: Transaction): Promise<Taken | null> {
  const { name, fingerprint, created, answer } = ANSWERS;
  const [row] = await transaction.read(
    select(
      { fingerprint, answer },
      sql`FROM ${ANSWERS}
        WHERE ${name.is(claim.name)} AND ${created} > ${Date.now() - KEPT_MS}`,
    ),
  );
  return row ?? null;
}

/** How many rows a batch had; none when someone is at one of them. */
async function purge(transaction: Transaction, until: number): Promise<number> {
  const { name, created } = ANSWERS;
  const rows = await transaction.read(
    select(
      { name },
      sql`FROM ${ANSWERS} WHERE ${created} <= ${until}
        ORDER BY ${created} LIMIT ${literal(PURGED_AT_ONCE)}`,
    ),
  );
  if (rows.length === 0) return 0;
  const names = rows.map((row) => row.name);
  try {
    await waitingBriefly(transaction, () =>
      transaction.write(
        sql`DELETE FROM ${ANSWERS} WHERE ${name.in(names)} AND ${created} <= ${until}`,
      ),
    );
    return rows.length;
  } catch (error) {
    // There is no hurry, and a client waits for its answer.
    if (refusalOf(error)?.kind !== 'conflict') throw error;
    return 0;
  }
}
