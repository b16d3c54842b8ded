import { parseDay, parseMoment, parseTime } from '../../kernel/dates/calendar.js';
import type { SqlValue } from '../../kernel/database/sql-value.js';
import type { ColumnDefinition } from '../registry/column.js';

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
      return parseDay(text) ?? parseMoment(text)?.replace(' 00:00:00', '') ?? null;
    case 'moment':
      return parseMoment(text);
    case 'time':
      return parseTime(text);
    default:
      return text.includes('\0') ? null : text.toWellFormed();
  }
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
