import { fiscalYear, fiscalYearOf, isOpen } from '../../accounting/index.js';
import type { Day } from '../../kernel/dates/calendar.js';
import { presentDay } from '../../kernel/dates/calendar.js';
import { refuse } from '../../kernel/errors/problem.js';
import { warehouseOf } from '../../company/index.js';
import type { OpenDocument } from '../open-document.js';

/** The company of a new document is that of its warehouse. */
export async function followWarehouse({ record, context }: OpenDocument): Promise<void> {
  const warehouse = await warehouseOf(record.codalmacen, context);
  if (warehouse) record.idempresa = warehouse.idempresa;
}

/**
 * Dates a document: its fiscal year is the open one of its company and day, which is made when
 * there is none.
 *
 * @throws RuleError `closed-exercise`, `no-open-exercise`
 */
export async function setDate({ record, context }: OpenDocument, fecha: Day): Promise<void> {
  const year = await fiscalYearOf(Number(record.idempresa), fecha, context);
  record.codejercicio = year.codejercicio;
  record.fecha = fecha;
}

/**
 * Refuses a new document, or a change of one, in a closed fiscal year or outside of its days.
 *
 * @throws RuleError `closed-exercise`, `date-out-of-exercise`, `reference-not-found`
 */
export async function testYear({ record, context }: OpenDocument): Promise<void> {
  const { codejercicio, fecha } = record;
  const year = await fiscalYear(codejercicio, context);
  if (!year) return refuse('reference-not-found', 'codejercicio', { value: codejercicio });
  if (!isOpen(year)) refuse('closed-exercise', 'fecha', { exercise: year.codejercicio });
  if (fecha < year.fechainicio || fecha > year.fechafin) {
    const params = { value: presentDay(fecha), exercise: year.codejercicio };
    refuse('date-out-of-exercise', 'fecha', params);
  }
}
