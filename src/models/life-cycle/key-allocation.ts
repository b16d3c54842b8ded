import { Injectable } from '@nestjs/common';
import { lockNamed } from '../../kernel/database/named-lock.js';
import { literal, NOTHING, sql, type Sql } from '../../kernel/database/sql.js';
import { asNumber, columnOf, select, type SqlTable } from '../../kernel/database/sql-table.js';
import type { Transaction } from '../../kernel/database/transaction.js';
import { refuse } from '../../kernel/errors/problem.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import { tableOf } from '../registry/model-table.js';
import { HIGHEST_INTEGER } from './input.js';

/** A longer number is none that was counted to, and more than a number here can hold exactly. */
const MOST_DIGITS = 15;
const MOST_LOOKED_AT = 10_000;

/**
 * Hands out the numbers that the models, not the database, generate. A row of `fn_counters` per
 * column is locked until the transaction ends, so that parallel creations neither collide nor
 * leave gaps; the number itself always comes from the data, which other programs may write too.
 */
@Injectable()
export class KeyAllocation {
  /** @throws RuleError `no-more-numbers` where none is free any more */
  async next(model: ModelDefinition, column: string, transaction: Transaction): Promise<number> {
    await lockNamed(transaction, `${model.table}.${column}`);
    const counted = countedIn(model, column);
    const { table, number, where, last } = counted;
    const [row] = await transaction.read(
      select({ highest: [sql`MAX(${number})`, asNumber] }, sql`FROM ${table}${where}`),
    );
    const highest = Math.max(0, row?.highest ?? 0);
    if (highest < last) return highest + 1;
    const free = await freeBelow(counted, transaction);
    return free ?? refuse('no-more-numbers', column, { value: highest });
  }
}

/** The numbers of a column, and the last one that it can hold. */
interface Counted {
  readonly table: SqlTable<unknown>;
  readonly number: Sql;
  readonly where: Sql;
  readonly last: number;
}

function countedIn(model: ModelDefinition, column: string): Counted {
  const { kind, length = MOST_DIGITS } = model.column(column) ?? {};
  const table = tableOf(model.entity);
  const own = columnOf(table, column);
  if (kind === 'integer')
    return { table, number: sql`${own}`, where: NOTHING, last: HIGHEST_INTEGER };
  const digits = Math.min(length, MOST_DIGITS);
  const where = sql` WHERE ${own.isDigits} AND LENGTH(${own}) <= ${literal(digits)}`;
  return { table, number: own.asInteger, where, last: 10 ** digits - 1 };
}

/**
 * Somebody took the last number that there is. One after the others still is free: the highest whose
 * forerunner is taken.
 */
async function freeBelow(
  { table, number, where, last }: Counted,
  transaction: Transaction,
): Promise<number | null> {
  const rows = await transaction.read(
    select(
      { value: [number, asNumber] },
      sql`FROM ${table}${where} ORDER BY ${number} DESC LIMIT ${literal(MOST_LOOKED_AT)}`,
    ),
  );
  const taken = new Set(rows.map(({ value }) => value));
  const forerunners = rows.length < MOST_LOOKED_AT ? [...taken, 0] : [...taken];
  const forerunner = forerunners.find(
    (value) => value >= 0 && value < last && !taken.has(value + 1),
  );
  return forerunner === undefined ? null : forerunner + 1;
}
