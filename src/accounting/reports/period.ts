import type { SqlReader } from '../../kernel/database/connection.js';
import { Company } from '../../company/index.js';
import { sql } from '../../kernel/database/sql.js';
import { asNumber, select } from '../../kernel/database/sql-table.js';
import { presentDay, type Day } from '../../kernel/dates/calendar.js';
import { tableOf } from '../../models/index.js';
import { FiscalYear } from '../years/fiscal-year.entity.js';
import type { Parameters } from './parameters.js';
import type { PeriodFields } from './report-fields.js';

type Asked = Parameters<PeriodFields>;

export interface Year {
  readonly codejercicio: string;
  readonly idempresa: number;
  readonly fechainicio: Day;
  readonly fechafin: Day;
  /** Length of the codes of its ledger accounts. */
  readonly longsubcuenta: number;
}

/** The days of one company that a report is about, both included. */
export interface Period {
  readonly idempresa: number;
  /** Null where the days, and no fiscal year, say what is wanted. */
  readonly codejercicio: string | null;
  readonly desde: Day;
  readonly hasta: Day;
  readonly year: Year | null;
}

interface Surroundings {
  readonly reader: SqlReader;
  readonly today: Day;
  /** The company of who names none. */
  readonly idempresa: number;
  readonly crossesYears: boolean;
}

/** The fiscal year of a report that is always about one. */
export function yearOf({ year }: Period): Year {
  if (!year) throw new Error('The period of this report lacks its fiscal year');
  return year;
}

/**
 * The fiscal year that is named, else that of the days, else the present one, from its first day
 * to its last unless told otherwise.
 *
 * @throws InvalidRequestError `invalid-parameters`: `reference-not-found`, `exercise-company-mismatch`,
 *   `exercise-not-found`, `date-out-of-exercise`, `start-date-after-end-date`
 */
export async function readPeriod(asked: Asked, around: Surroundings): Promise<Period> {
  const code = asked.get('codejercicio');
  const idempresa = asked.get('idempresa');
  const [desde, hasta] = [asked.get('desde'), asked.get('hasta')];
  if (desde && hasta && desde > hasta) {
    const params = { start: presentDay(desde), end: presentDay(hasta) };
    asked.problem('start-date-after-end-date', 'desde', params);
  }
  asked.check();
  const years = await yearsOf(around.reader);
  if (idempresa !== null) await testCompany(asked, idempresa, around.reader);
  if (around.crossesYears && code === null && desde && hasta) {
    asked.check();
    const company = idempresa ?? around.idempresa;
    return { idempresa: company, codejercicio: null, desde, hasta, year: null };
  }
  const year = code
    ? namedYear(asked, code, idempresa, years)
    : yearAt(asked, hasta ?? desde, idempresa ?? around.idempresa, years, around.today);
  asked.check();
  if (!year) throw new Error('A fiscal year is missing and nothing was said of it');
  return within(year, asked, { desde, hasta });
}

function within(
  year: Year,
  asked: Asked,
  { desde, hasta }: { readonly desde: Day | null; readonly hasta: Day | null },
): Period {
  const { codejercicio, idempresa, fechainicio, fechafin } = year;
  for (const [name, day] of Object.entries({ desde, hasta })) {
    if (day && (day < fechainicio || day > fechafin)) {
      const params = { value: presentDay(day), exercise: codejercicio };
      asked.problem('date-out-of-exercise', name, params);
    }
  }
  asked.check();
  const days = { desde: desde ?? fechainicio, hasta: hasta ?? fechafin };
  return { idempresa, codejercicio, year, ...days };
}

/** Every fiscal year, in the order of the codes. */
async function yearsOf(reader: SqlReader): Promise<Year[]> {
  const years = tableOf(FiscalYear);
  const { codejercicio, fechainicio, fechafin } = years;
  return reader.read(
    select(
      {
        ...{ codejercicio, fechainicio, fechafin },
        idempresa: [years.idempresa, asNumber],
        longsubcuenta: [years.longsubcuenta, (length) => Number(length ?? 10)],
      },
      sql`FROM ${years} ORDER BY ${codejercicio}`,
    ),
  );
}

async function testCompany(asked: Asked, idempresa: number, reader: SqlReader): Promise<void> {
  const companies = tableOf(Company);
  const found = await reader.read(
    sql`SELECT 1 FROM ${companies} WHERE ${companies.idempresa.is(idempresa)}`,
  );
  if (found.length > 0) return;
  asked.problem('reference-not-found', 'idempresa', { value: idempresa });
}

function namedYear(
  asked: Asked,
  code: string,
  idempresa: number | null,
  years: readonly Year[],
): Year | undefined {
  const wanted = code.toLowerCase();
  const year = years.find(({ codejercicio }) => codejercicio.toLowerCase() === wanted);
  if (!year) asked.problem('reference-not-found', 'codejercicio', { value: code });
  else if (idempresa !== null && year.idempresa !== idempresa) {
    const params = { value: idempresa, exercise: year.codejercicio };
    asked.problem('exercise-company-mismatch', 'idempresa', params);
  }
  return year;
}

/** The latest year stands in where nobody named a day and there is none of today. */
function yearAt(
  asked: Asked,
  day: Day | null,
  idempresa: number,
  years: readonly Year[],
  today: Day,
): Year | undefined {
  const own = years.filter((year) => year.idempresa === idempresa);
  const at = (wanted: Day) =>
    own.filter(({ fechainicio, fechafin }) => fechainicio <= wanted && wanted <= fechafin).at(-1);
  const latest = own.toSorted((a, b) => (a.fechafin < b.fechafin ? -1 : 1)).at(-1);
  const year = day ? at(day) : (at(today) ?? latest);
  if (!year) {
    const field = day === null ? 'codejercicio' : asked.get('hasta') ? 'hasta' : 'desde';
    asked.problem('exercise-not-found', field, { value: presentDay(day ?? today) });
  }
  return year;
}
