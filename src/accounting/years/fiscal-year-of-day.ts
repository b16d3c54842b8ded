import { Company } from '../../company/index.js';
import { refuse, RuleError } from '../../kernel/errors/problem.js';
import { presentDay, type Day } from '../../kernel/dates/calendar.js';
import type { Context } from '../../models/index.js';
import { copyWholeChart } from '../chart/chart-copy.js';
import { FiscalYear } from './fiscal-year.entity.js';
import { isOpen, KnownYears } from './open-year.js';

const LONGEST_CODE = 4;

/**
 * The open fiscal year of a company that contains the day. One for the calendar year is made when
 * there is none.
 *
 * @throws RuleError `closed-exercise`, or `no-open-exercise` when another year is in the way
 */
export async function fiscalYearOf(
  idempresa: number,
  day: Day,
  context: Context,
): Promise<FiscalYear> {
  const known = context.part(KnownYears);
  const found = yearAt(day, await known.ofCompany(idempresa));
  if (found) {
    known.learn(found);
    return open(found);
  }
  // Parallel documents of a new year wait for each other here, and find what the first one made.
  await context.records.find(Company, idempresa, { lock: true });
  const years = await context.records.list(FiscalYear, { idempresa });
  const made = yearAt(day, years);
  if (made) return open(made);
  try {
    return await makeYear(idempresa, day, years, context);
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    return refuse('no-open-exercise', 'fecha', { value: presentDay(day) });
  }
}

function open(year: FiscalYear): FiscalYear {
  if (!isOpen(year)) refuse('closed-exercise', 'fecha', { exercise: year.codejercicio });
  return year;
}

/** Years come in the order of their codes; the highest one counts. */
function yearAt(day: Day, years: readonly FiscalYear[]): FiscalYear | undefined {
  return years.filter((year) => year.fechainicio <= day && day <= year.fechafin).at(-1);
}

async function makeYear(
  idempresa: number,
  day: Day,
  years: readonly FiscalYear[],
  context: Context,
): Promise<FiscalYear> {
  const year = day.slice(0, 4);
  const latest = years.toSorted((a, b) => (a.fechainicio < b.fechainicio ? 1 : -1))[0];
  const companies = await context.records.list(Company);
  const own = companies.find((company) => company.idempresa === idempresa);
  const prefix = companies.length > 1 && own?.nombrecorto ? `${own.nombrecorto} ` : '';
  const made = await context.records.insert(FiscalYear, {
    codejercicio: await freeYearCode(idempresa, year, context),
    idempresa,
    nombre: prefix + year,
    fechainicio: `${year}-01-01`,
    fechafin: `${year}-12-31`,
    ...(latest && { longsubcuenta: latest.longsubcuenta }),
  });
  // Without a chart its invoices would silently have no entries.
  if (latest) await copyWholeChart(latest.codejercicio, made.codejercicio, context);
  return made;
}

async function freeYearCode(idempresa: number, year: string, context: Context): Promise<string> {
  const shortYear = year.slice(2);
  const taken = new Set(
    (await context.records.list(FiscalYear)).map(({ codejercicio }) => codejercicio),
  );
  const candidates = [year, `00${shortYear}`, `0${idempresa}${shortYear}`];
  for (let number = 1; number < 10 ** LONGEST_CODE; number++) {
    candidates.push(String(number).padStart(LONGEST_CODE, '0'));
  }
  const free = candidates.find((code) => code.length <= LONGEST_CODE && !taken.has(code));
  return free ?? '';
}
