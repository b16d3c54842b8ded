import { fiscalYear, fiscalYearOf, isOpen } from '../../accounting/index.js';
import type { Day } from '../../kernel/dates/calendar.js';
import { presentDay } from '../../kernel/dates/calendar.js';
import { refuse } from '../../kernel/errors/problem.js';
import type { Context } from '../../models/index.js';
import type { AnyDocument } from '../kinds/document-kind.js';
import { warehouseOf } from '../../company/index.js';

/** The company of a new document is that of its warehouse. */
export async function followWarehouse(document: AnyDocument, context: Context): Promise<void> {
  const warehouse = await warehouseOf(document.codalmacen, context);
  if (warehouse) document.idempresa = warehouse.idempresa;
}

/**
 * Dates a document: its fiscal year is the open one of its company and day, which is made when
 * there is none.
 *
 * @throws RuleError `closed-exercise`, `no-open-exercise`
 */
export async function setDate(document: AnyDocument, fecha: Day, context: Context): Promise<void> {
  const year = await fiscalYearOf(Number(document.idempresa), fecha, context);
  document.codejercicio = year.codejercicio;
  document.fecha = fecha;
}

/**
 * Refuses a new document, or a change of one, in a closed fiscal year or outside of its days.
 *
 * @throws RuleError `closed-exercise`, `date-out-of-exercise`, `reference-not-found`
 */
export async function testYear(document: Readonly<AnyDocument>, context: Context): Promise<void> {
  const { codejercicio, fecha } = document;
  const year = await fiscalYear(codejercicio, context);
  if (!year) return refuse('reference-not-found', 'codejercicio', { value: codejercicio });
  if (!isOpen(year)) refuse('closed-exercise', 'fecha', { exercise: year.codejercicio });
  if (fecha < year.fechainicio || fecha > year.fechafin) {
    const params = { value: presentDay(fecha), exercise: year.codejercicio };
    refuse('date-out-of-exercise', 'fecha', params);
  }
}
