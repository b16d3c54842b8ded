import type { SqlValue } from '../../kernel/database/sql-value.js';
import { presentDay } from '../../kernel/dates/calendar.js';
import type { Cell } from '../../kernel/text/csv.js';
import {
  cellDate,
  cellText,
  type WorkbookCell,
  type WorkbookColumn,
} from '../../kernel/text/workbook.js';
import type { Presenter } from '../presenter.js';
import type { ColumnDefinition } from '../registry/column.js';

/** The values of a row as they are shown, in the order of the columns of the answer. */
export type ShownValues = Pick<Presenter, 'values'>;

/** A value of a database row, or of a record, as a cell of a CSV file. */
export function csvValue({ kind }: ColumnDefinition, value: SqlValue | boolean): Cell {
  if (value === null || typeof value === 'boolean') return value;
  switch (kind) {
    case 'boolean':
      return Number(value) === 1;
    case 'integer':
    case 'real':
    case 'money':
      return value;
    case 'day':
    case 'moment':
      return presentDay(String(value));
    default:
      return String(value);
  }
}

/** How the dates of a column are shown in a workbook. */
export function datesOf({ kind }: ColumnDefinition): WorkbookColumn['dates'] {
  return kind === 'day' || kind === 'moment' ? kind : undefined;
}

/** The same in a workbook: days and moments as dates, numbers and booleans as such, texts as typed. */
export function workbookValue(column: ColumnDefinition, value: SqlValue | boolean): WorkbookCell {
  const date = datesOf(column) && typeof value === 'string' ? cellDate(value) : null;
  if (date) return date;
  const cell = csvValue(column, value);
  return typeof cell === 'string' ? cellText(cell) : cell;
}
