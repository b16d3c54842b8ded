import type { Day } from '../kernel/dates/calendar.js';
import { expandedCode } from '../kernel/text/dotted-code.js';
import type { Context, RecordTest } from '../models/index.js';

/**
 * Expands the ledger account of a party that a person abbreviated with a dot, `4300.55`, to the
 * length of such codes in the fiscal year of today; without any fiscal year it stays as it is.
 */
export async function expandLedgerAccount<T extends { codsubcuenta: string | null }>(
  test: RecordTest<T>,
): Promise<void> {
  const { record, context } = test;
  if (!record.codsubcuenta?.includes('.')) return;
  const length = await codeLength(context);
  if (length > 0) record.codsubcuenta = expandedCode(record.codsubcuenta, length);
}

async function codeLength(context: Context): Promise<number> {
  const idempresa = Number(context.setting('idempresa')) || null;
  // The fiscal years belong to the ledger, which knows parties: they must not know it.
  const years = await context.list(
    context.entityOf('ejercicios'),
    { idempresa },
    { orderBy: ['fechainicio'] },
  );
  const { today } = context;
  const current = years.find(({ fechainicio, fechafin }) => {
    return (fechainicio as Day) <= today && today <= (fechafin as Day);
  });
  return Number((current ?? years.at(-1))?.longsubcuenta ?? 0);
}
