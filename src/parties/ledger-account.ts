import { expandedCode } from '../kernel/text/dotted-code.js';
import type { RecordTest } from '../models/index.js';
import { AccountCodes } from './account-codes.js';

/**
 * Expands the ledger account of a party that a person abbreviated with a dot, `4300.55`, to the
 * length of such codes in the fiscal year of today; without any fiscal year it stays as it is.
 */
export async function expandLedgerAccount<T extends { codsubcuenta: string | null }>(
  test: RecordTest<T>,
): Promise<void> {
  const { record, context } = test;
  if (!record.codsubcuenta?.includes('.')) return;
  const idempresa = Number(context.settings.value('idempresa')) || null;
  const length = await context.port(AccountCodes).lengthToday(idempresa, context);
  if (length > 0) record.codsubcuenta = expandedCode(record.codsubcuenta, length);
}
