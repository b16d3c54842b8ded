import type { SqlValue } from '../../kernel/database/sql-value.js';
import { presentDay } from '../../kernel/dates/calendar.js';
import type { Cell } from '../../kernel/text/csv.js';
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
