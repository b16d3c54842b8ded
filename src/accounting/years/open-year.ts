import { refuse } from '../../kernel/errors/problem.js';
import { Answers, type Context } from '../../models/index.js';
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

/** The fiscal years that one unit of work asked for. */
export class KnownYears {
  private readonly byCode = new Answers<string, FiscalYear | null>();
  private readonly byCompany = new Answers<number, readonly FiscalYear[]>();

  constructor(private readonly context: Context) {}

  /** The fiscal year of that code, or null; a unit of work that changes years asks each time. */
  ofCode(codejercicio: string): Promise<FiscalYear | null> {
    const { models, records, transaction } = this.context;
    const find = () => records.find(FiscalYear, codejercicio);
    const mayHaveChanged = transaction.touched.has(models.of(FiscalYear).table);
    return mayHaveChanged ? find() : this.byCode.of(codejercicio, find);
  }

  /** Those of a company, in the order of their codes, as they were when first asked for. */
  ofCompany(idempresa: number): Promise<readonly FiscalYear[]> {
    const { records } = this.context;
    return this.byCompany.of(idempresa, () => records.list(FiscalYear, { idempresa }));
  }

  /** Takes a year that was found by its day: it need not be read again by its code. */
  learn(year: FiscalYear): void {
    this.byCode.learn(year.codejercicio, year);
  }
}

/** The fiscal year of that code, or null. */
export function fiscalYear(codejercicio: string, context: Context): Promise<FiscalYear | null> {
  return context.part(KnownYears).ofCode(codejercicio);
}

/** Whether records may still be dated in the fiscal year. */
export function isOpen({ estado }: FiscalYear): boolean {
  return estado === OPEN;
}
