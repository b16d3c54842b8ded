import { refuse } from '../../kernel/errors/problem.js';
import type { Context } from '../../models/index.js';
import { FiscalYear } from './fiscal-year.entity.js';

const OPEN = 'ABIERTO';

/**
 * The fiscal year of a record that is about to be saved or deleted.
 *
 * @throws RuleError `reference-not-found` or `closed-exercise`
 */
export async function openYear(codejercicio: string, context: Context): Promise<FiscalYear> {
  const year = await fiscalYear(codejercicio, context);
  if (!year) refuse('reference-not-found', 'codejercicio', { value: codejercicio });
  if (!isOpen(year)) {
    refuse('closed-exercise', 'codejercicio', { exercise: year.codejercicio });
  }
  return year;
}

/** The fiscal year of that code, or null; asked once by a unit of work that does not change any. */
export function fiscalYear(codejercicio: string, context: Context): Promise<FiscalYear | null> {
  const find = () => context.find(FiscalYear, codejercicio);
  if (context.transaction.touched.has(context.modelOf(FiscalYear).table)) return find();
  return context.once(`fiscal year ${codejercicio}`, find);
}

/** Whether records may still be dated in the fiscal year. */
export function isOpen({ estado }: FiscalYear): boolean {
  return estado === OPEN;
}
