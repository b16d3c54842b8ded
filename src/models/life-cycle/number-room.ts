import { refuse } from '../../kernel/errors/problem.js';
import { sql } from '../../kernel/database/sql.js';
import { asNumberOrNull, columnOf, select } from '../../kernel/database/sql-table.js';
import type { Context } from '../context/context.js';
import { liveTableOf } from '../registry/model-table.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import { HIGHEST_INTEGER } from './input.js';

/*
 * Numbers that the server counts on from must never come to the end of their column: nobody could
 * add anything any more, for the database does not forget the highest one. So what somebody sends
 * for one may neither jump far above those that there are nor stand near the end.
 */
const LONGEST_JUMP = 10_000;
const LEFT_FREE = 1_000_000;

/** The highest number that leaves enough of them for what is counted later. */
const HIGHEST_SENT = HIGHEST_INTEGER - LEFT_FREE;

/**
 * Refuses a number that was sent, when it jumps more than ten thousand above the highest of those
 * that are counted with it or leaves less than a million to the end.
 *
 * @param highest finds the highest of those that there are; null where a jump does no harm
 * @throws RuleError `number-too-high`
 */
export async function testRoom(
  field: string,
  value: number,
  highest: () => Promise<number | null>,
): Promise<void> {
  if (value <= LONGEST_JUMP) return;
  const counted = await highest();
  const max = counted === null ? HIGHEST_SENT : Math.min(counted + LONGEST_JUMP, HIGHEST_SENT);
  if (value > max) refuse('number-too-high', field, { value, max });
}

/**
 * As `testRoom`, for a key that a client chose and that the database or the server counts on from.
 *
 * @throws RuleError `number-too-high`
 */
export function testSentKey<T extends object>(
  model: ModelDefinition<T>,
  key: number,
  context: Context,
): Promise<void> {
  return testRoom(model.key.name, key, async () => {
    const table = liveTableOf(model);
    const highest = sql`MAX(${columnOf(table, model.key.name)})`;
    const [row] = await context.transaction.read(
      select({ highest: [highest, asNumberOrNull] }, sql`FROM ${table}`),
    );
    return Math.max(0, row?.highest ?? 0);
  });
}

/**
 * The number after the highest one.
 *
 * @throws RuleError `no-more-numbers` where there is none
 */
export function numberAfter(highest: number, field: string): number {
  if (highest >= HIGHEST_INTEGER) refuse('no-more-numbers', field, { value: highest });
  return highest + 1;
}
