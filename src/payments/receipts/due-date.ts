import { addDays, type Day } from '../../kernel/dates/calendar.js';

/** The term of a payment method. */
export interface PaymentTerm {
  /** Number of periods. */
  readonly plazovencimiento: number | null;
  /** The period: days, weeks, months or years. */
  readonly tipovencimiento: string | null;
}

/** The last day that both databases and every client can write. */
const LAST_DAY: Day = '9999-12-31';
/** No term reaches further; beyond it dates can not be calculated. */
const MOST_PERIODS = 3_000_000;
const DAYS_OF_WEEK = 7;
/** The first day that a payment day is looked for on is the due date itself. */
const DAYS_TO_LOOK_AT = 30;

/**
 * The day on which what is dated `day` falls due. Months and years are counted from day to day; a
 * month that lacks the day ends the term on its last one (Código Civil, art. 5.1): 31-01 and one
 * month is 28-02. An unknown unit is no term.
 *
 * @param runsOver as FacturaScripts has it: what is too much for the month runs over into the next,
 *   31-01 and one month is 03-03
 */
export function dueDate(
  day: Day,
  { plazovencimiento, tipovencimiento }: PaymentTerm,
  runsOver = false,
): Day {
  const ofMonths = runsOver ? later : laterMonth;
  const periods = Math.min(plazovencimiento ?? 0, MOST_PERIODS);
  if (periods <= 0) return day;
  switch (tipovencimiento) {
    case 'days':
      return later(day, 0, 0, periods);
    case 'weeks':
      return later(day, 0, 0, periods * DAYS_OF_WEEK);
    case 'months':
      return ofMonths(day, 0, periods, 0);
    case 'years':
      return ofMonths(day, periods, 0, 0);
    default:
      return day;
  }
}

/**
 * The first day from the due date on, within 30 days, on which the customer pays. A payment day
 * that the month of the due date lacks is its last one. Without any such day it stays.
 *
 * @param diaspago days of the month, comma separated
 */
export function paymentDay(due: Day, diaspago: string | null): Day {
  const length = daysInMonth(due);
  const days = (diaspago ?? '')
    .split(',')
    .map(Number)
    .filter((day) => day >= 1)
    .map((day) => Math.min(day, length));
  for (let waited = 0; waited < DAYS_TO_LOOK_AT && days.length > 0; waited++) {
    const day = addDays(due, waited);
    if (isWritable(day) && days.includes(Number(day.slice(-2)))) return day;
  }
  return due;
}

function later(day: Day, years: number, months: number, days: number): Day {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const moment = new Date(Date.UTC(year + years, month - 1 + months, date + days));
  const text = Number.isNaN(moment.getTime()) ? '' : moment.toISOString().slice(0, 10);
  return isWritable(text) ? text : LAST_DAY;
}

/** By months, within the month that the first of the month comes to. */
function laterMonth(day: Day, years: number, months: number): Day {
  const first = later(`${day.slice(0, -2)}01`, years, months, 0);
  if (first === LAST_DAY) return LAST_DAY;
  const date = Math.min(Number(day.slice(-2)), daysInMonth(first));
  return first.slice(0, -2) + String(date).padStart(2, '0');
}

/** The text of a year beyond 9999 begins with a sign. */
function isWritable(day: Day): boolean {
  return /^\d{4}-/.test(day);
}

function daysInMonth(day: Day): number {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
