import { refuse } from '../kernel/errors/problem.js';
import type { Context } from '../models/index.js';
import { FiscalYear } from './fiscal-year.entity.js';

const OPEN = 'ABIERTO';

/**
 * The fiscal year of a record that is about to be saved or deleted.
 *
 * @throws RuleError `reference-not-found` or `closed-exercise`
 */
export async function openYear(codejercicio: string, context: Context): Promise<FiscalYear> {
  const year = await context.find(FiscalYear, codejercicio);
  if (!year) refuse('reference-not-found', 'codejercicio', { value: codejercicio });
  if (!isOpen(year)) {
    refuse('closed-exercise', 'codejercicio', { exercise: year.codejercicio });
  }
  return year;
}

/** Whether records may still be dated in the fiscal year. */
export function isOpen({ estado }: FiscalYear): boolean {
  return estado === OPEN;
}
