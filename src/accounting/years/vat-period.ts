import type { Day } from '../../kernel/dates/calendar.js';

/** First and last day of a period, both included. */
export interface PeriodDays {
  readonly fechainicio: Day;
  readonly fechafin: Day;
}

const QUARTER = /^T([1-4])$/i;
const MONTH = /^(?:0?[1-9]|1[0-2])$/;

/**
 * The days of a VAT period of a calendar year: `T1` to `T4` quarters, `Y` the year, `01` to `12`
 * months (RD 1624/1992, article 71: the VAT is declared by quarter or by month). Any other text is
 * the first quarter.
 */
export function periodDays(periodo: string, year: number): PeriodDays {
  if (periodo.toUpperCase() === 'Y') return months(year, 1, 12);
  if (MONTH.test(periodo)) return months(year, Number(periodo), Number(periodo));
  const last = Number(QUARTER.exec(periodo)?.[1] ?? 1) * 3;
  return months(year, last - 2, last);
}

function months(year: number, first: number, last: number): PeriodDays {
  const lastDay = new Date(Date.UTC(year, last, 0)).getUTCDate();
  return {
    fechainicio: `${padded(year, 4)}-${padded(first)}-01`,
    fechafin: `${padded(year, 4)}-${padded(last)}-${padded(lastDay)}`,
  };
}

function padded(number: number, length = 2): string {
  return String(number).padStart(length, '0');
}
