import { presentDay, type Day } from '../../kernel/dates/calendar.js';
import { refuse } from '../../kernel/errors/problem.js';
import type { Context } from '../../models/index.js';
import { VatSettlement } from './vat-settlement.entity.js';

/** Whether the day lies in a VAT period of the company that is locked: one such period suffices. */
export async function isPeriodLocked(
  idempresa: number,
  fecha: Day,
  context: Context,
): Promise<boolean> {
  const periods = await context.records.all(VatSettlement);
  return periods.some(
    (period) =>
      period.bloquear &&
      period.idempresa === idempresa &&
      period.fechainicio <= fecha &&
      fecha <= period.fechafin,
  );
}

/** When, and in whose books, an entry stands. */
export interface Dated {
  readonly idempresa: number | null;
  readonly fecha: Day;
}

/**
 * Refuses what would change a VAT period that has been declared.
 *
 * @throws RuleError `accounting-within-regularization`
 */
export async function testPeriod({ idempresa, fecha }: Dated, context: Context): Promise<void> {
  if (!(await isPeriodLocked(Number(idempresa), fecha, context))) return;
  refuse('accounting-within-regularization', 'fecha', { value: presentDay(fecha) });
}
