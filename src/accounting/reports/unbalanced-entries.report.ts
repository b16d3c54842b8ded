import { presentDay } from '../../kernel/dates/calendar.js';
import { toleranceOf } from '../../kernel/money/amounts.js';
import { exact, literal, NOTHING, sql } from '../../kernel/database/sql.js';
import { asTextOrNull, select } from '../../kernel/database/sql-table.js';
import type { SqlValue } from '../../kernel/database/sql-value.js';
import { round, sum } from '../../kernel/money/decimal.js';
import { tableOf } from '../../models/index.js';
import { JournalEntryLine } from '../journal/journal-entry-line.entity.js';
import { JournalEntry } from '../journal/journal-entry.entity.js';
import type { Period } from './period.js';
import { PeriodFields } from './report-fields.js';
import type { Report, ReportKind, ReportRequest } from './report.js';

const COLUMNS = [
  ...['fecha', 'numero', 'idasiento', 'concepto', 'documento', 'debe', 'haber', 'diferencia'],
];

/**
 * Entries whose sides differ. Lines come one at a time through the API, so that nothing keeps an
 * entry from being left half written.
 */
export const UNBALANCED_ENTRIES: ReportKind = {
  name: 'descuadres',
  fields: PeriodFields,
  crossesYears: true,
  async make({ period, database, decimals }: ReportRequest): Promise<Report> {
    const statement = unbalanced(period, decimals);
    let count = 0;
    return {
      columns: COLUMNS,
      lists: {
        async *asientos() {
          for await (const rows of database.stream(statement)) {
            count += rows.length;
            yield rows.map(({ debe, haber, ...entry }) => ({
              ...entry,
              ...{ debe, haber, diferencia: sum([debe, -haber]) },
            }));
          }
        },
      },
      foot: () => ({ totales: { asientos: count } }),
    };
  },
};

function unbalanced({ idempresa, codejercicio, desde, hasta }: Period, decimals: number) {
  const [e, a] = [tableOf(JournalEntry, 'e'), tableOf(JournalEntry, 'a')];
  const p = tableOf(JournalEntryLine, 'p');
  const [debit, credit] = [sql`SUM(${exact(p.debe)})`, sql`SUM(${exact(p.haber)})`];
  const ofYear = codejercicio === null ? NOTHING : sql` AND ${a.codejercicio.is(codejercicio)}`;
  const tolerance = literal(toleranceOf(decimals));
  const amount = (value: SqlValue) => round(Number(value), decimals);
  return select(
    {
      fecha: [e.fecha, (day) => presentDay(String(day))],
      numero: e.numero,
      idasiento: e.idasiento,
      concepto: [e.concepto, asTextOrNull],
      documento: [e.documento, asTextOrNull],
      debe: [sql`t.debit`, amount],
      haber: [sql`t.credit`, amount],
    },
    sql`FROM ${e} JOIN (
      SELECT ${a.idasiento} AS id, ${debit} AS debit, ${credit} AS credit
      FROM ${a} JOIN ${p} ON ${p.idasiento} = ${a.idasiento}
      WHERE ${a.idempresa.is(idempresa)} AND ${a.fecha} BETWEEN ${desde} AND ${hasta}${ofYear}
      GROUP BY ${a.idasiento}
      HAVING ABS(${debit} - ${credit}) >= ${tolerance}
    ) t ON t.id = ${e.idasiento}
    ORDER BY ${e.fecha}, ${e.numero}, ${e.idasiento}`,
  );
}
