import { presentDay } from '../../kernel/dates/calendar.js';
import { round, sum } from '../../kernel/money/decimal.js';
import { PeriodFields } from './report-fields.js';
import type { Report, ReportKind, ReportRequest } from './report.js';

const COLUMNS = [
  ...['fecha', 'numero', 'idasiento', 'concepto', 'documento', 'debe', 'haber', 'diferencia'],
];
/** Amounts that differ by less are equal: 0.6 units of the last decimal. */
const TOLERANCE_UNITS = 0.6;

/**
 * Entries whose sides differ. Lines come one at a time through the API, so that nothing keeps an
 * entry from being left half written.
 */
export const UNBALANCED_ENTRIES: ReportKind = {
  name: 'descuadres',
  fields: PeriodFields,
  crossesYears: true,
  async make({ period, database, decimals }: ReportRequest): Promise<Report> {
    const { idempresa, codejercicio, desde, hasta } = period;
    const { exact } = database.dialect;
    const [debit, credit] = ['p.debe', 'p.haber'].map((name) => `SUM(${exact(name)})`);
    const values = [idempresa, desde, hasta, ...(codejercicio ? [codejercicio] : [])];
    const sql =
      `SELECT e.fecha, e.numero, e.idasiento, e.concepto, e.documento, t.debit, t.credit
       FROM asientos e JOIN (
         SELECT a.idasiento AS id, ${debit} AS debit, ${credit} AS credit
         FROM asientos a JOIN partidas p ON p.idasiento = a.idasiento
         WHERE a.idempresa = ? AND a.fecha BETWEEN ? AND ?` +
      `${codejercicio ? ' AND a.codejercicio = ?' : ''}
         GROUP BY a.idasiento
         HAVING ABS(${debit} - ${credit}) >= ${TOLERANCE_UNITS * 10 ** -decimals}
       ) t ON t.id = e.idasiento
       ORDER BY e.fecha, e.numero, e.idasiento`;
    let count = 0;
    return {
      columns: COLUMNS,
      lists: {
        async *asientos() {
          for await (const rows of database.batches(sql, values)) {
            count += rows.length;
            yield rows.map(([fecha, numero, idasiento, concepto, documento, ...sums]) => {
              const [debe = 0, haber = 0] = sums.map((each) => round(Number(each), decimals));
              return {
                fecha: presentDay(String(fecha)),
                numero: Number(numero),
                idasiento: Number(idasiento),
                concepto: concepto ?? null,
                documento: documento ?? null,
                ...{ debe, haber, diferencia: sum([debe, -haber]) },
              };
            });
          }
        },
      },
      foot: () => ({ totales: { asientos: count } }),
    };
  },
};
