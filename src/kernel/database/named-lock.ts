import { FOR_UPDATE, INSERT_IGNORE, sql } from './sql.js';
import { asNumber, asText, namedTable, select } from './sql-table.js';
import type { Transaction } from './transaction.js';

/** Numbers by name: the last one that was given out, or 0 for what is only locked. */
export const COUNTERS = namedTable('fn_counters', { name: asText, value: asNumber });

/**
 * Holds a name until the transaction ends, as a row of `fn_counters`: whoever wants the same name
 * waits. On the embedded engine writers queue anyway.
 */
export async function lockNamed(transaction: Transaction, name: string): Promise<void> {
  if (transaction.dialect.queuesWriters) return;
  const { name: own, value } = COUNTERS;
  const query = select({ value }, sql`FROM ${COUNTERS} WHERE ${own.is(name)}${FOR_UPDATE}`);
  const [row] = await transaction.read(query);
  if (row) return;
  await transaction.write(
    sql`${INSERT_IGNORE} INTO ${COUNTERS} (${own}, ${value}) VALUES (${name}, 0)`,
  );
  await transaction.read(query);
}
