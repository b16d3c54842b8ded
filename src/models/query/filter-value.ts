import { parseDay, parseMoment, parseTime } from '../../kernel/dates/calendar.js';
import type { SqlValue } from '../../kernel/database/sql-value.js';
import { isLetters, type ColumnDefinition } from '../registry/column.js';

const NUMBER = /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)?$/i;

/** The text as a value that the column can be compared with on both engines; null when none is. */
export function comparable(column: ColumnDefinition, text: string): SqlValue {
  switch (column.kind) {
    case 'integer':
    case 'real':
    case 'money':
      return finiteNumber(text);
    case 'boolean': {
      const word = text.trim().toLowerCase();
      if (['1', 't', 'true'].includes(word)) return 1;
      if (['0', 'f', 'false', ''].includes(word)) return 0;
      return finiteNumber(word);
    }
    case 'day':
      return dayOf(text);
    case 'moment':
      return parseMoment(text);
    case 'time':
      return parseTime(text);
    default:
      return text.includes('\0') ? null : text.toWellFormed();
  }
}

/**
 * Whether the value is the text `null`, as clients write a number or day that they do not have:
 * no row has that, and it is nobody's mistake.
 */
export function isNothing(column: ColumnDefinition, text: string): boolean {
  return !isLetters(column) && text === 'null';
}

/** What follows the day of a moment as programs write it: `T00:00:00.000Z`, ` 10:30+02:00`. */
const TIME_OF_DAY = /^[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/** A day, or the day that a moment names; in whatever zone, since a column of days has none. */
function dayOf(text: string): string | null {
  const end = text.search(/[T ]/i);
  if (end < 0) return parseDay(text);
  return TIME_OF_DAY.test(text.slice(end)) ? parseDay(text.slice(0, end)) : null;
}

/** Decimal notation only; no text at all is 0, as the databases have it. */
function finiteNumber(text: string): number | null {
  const number = NUMBER.test(text.trim()) ? Number(text) : NaN;
  return Number.isFinite(number) ? number : null;
}

/** Days in a pattern may be written as answers show them. */
export function isoDay(column: ColumnDefinition, text: string): string {
  return column.kind === 'day' || column.kind === 'moment'
    ? (parseDay(text) ?? text)
    : text.toWellFormed().replaceAll('\0', '');
}
