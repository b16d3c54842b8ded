import { setImmediate as nextTurn } from 'node:timers/promises';
import { inBatches } from '../../kernel/batches.js';
import type { Transaction } from '../../kernel/database/transaction.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import { insertStatement } from './statements.js';

/** One statement can bind some thirty thousand values. */
const MOST_VALUES = 5000;

/**
 * Inserts rows as they are, many at a time: no rules, no defaults but the database's own. All rows
 * must have the same columns.
 */
export async function bulkInsert(
  model: ModelDefinition,
  rows: readonly Readonly<Record<string, unknown>>[],
  transaction: Transaction,
): Promise<void> {
  // A text may be written a second time, folded.
  const most = Math.max(1, Math.floor(MOST_VALUES / (2 * model.columns.length)));
  transaction.touch(model.table);
  let written = 0;
  for (const some of inBatches(rows, most)) {
    // The embedded engine answers at once: between many rows the others get their turn.
    if (written > 0) await nextTurn();
    const { text, values } = insertStatement(model, some, transaction.dialect);
    await transaction.run(text, values);
    written += some.length;
  }
}
