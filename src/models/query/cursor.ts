import type { SqlValue } from '../../kernel/database/sql-value.js';
import { parseMoment, parseTime } from '../../kernel/dates/calendar.js';
import { ApiError } from '../../kernel/errors/api-error.js';
import { comparisonOf, type ColumnDefinition } from '../registry/column.js';
import type { SortKey } from './list-query.js';

/** In characters; a cursor is part of the `Link` header, and of the next request. */
const LONGEST = 1000;
/** Begins the order of a cursor that has the key of the row alone. */
const BY_KEY = '@';

/**
 * Writes the place after a row as an opaque text for `after=`: what it is sorted by, or its key alone
 * where that is too long.
 */
export function encodeCursor(sort: readonly SortKey[], values: readonly SqlValue[]): string {
  const order = signature(sort);
  const whole = encoded([order, ...values]);
  if (whole.length <= LONGEST) return whole;
  return encoded([BY_KEY + order, values[sort.findIndex(({ column }) => column.key)] ?? null]);
}

/** Where a cursor points to: what its row is sorted by, or the key of that row. */
export type CursorPlace = { readonly values: readonly SqlValue[] } | { readonly key: SqlValue };

/**
 * Reads such a text back.
 *
 * @throws ApiError 400 `invalid-cursor` when it is none, or belongs to another order
 */
export function decodeCursor(sort: readonly SortKey[], cursor: string): CursorPlace {
  const [order, ...values] = parsed(cursor);
  if (order === BY_KEY + signature(sort)) {
    const key = sort.find(({ column }) => column.key);
    if (values.length !== 1 || !key || !isValueOf(key.column, values[0])) {
      throw new ApiError(400, 'invalid-cursor');
    }
    return { key: values[0] as SqlValue };
  }
  const fits = ({ column }: SortKey, index: number) => isValueOf(column, values[index]);
  if (order !== signature(sort) || values.length !== sort.length || !sort.every(fits)) {
    throw new ApiError(400, 'invalid-cursor');
  }
  return { values: values as SqlValue[] };
}

/** Whether the text is a cursor at all, of whatever order. */
export function isCursor(text: string): boolean {
  return parsed(text).length > 0;
}

function encoded(parts: readonly SqlValue[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

function parsed(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) ? (value as unknown[]) : [];
  } catch {
    return [];
  }
}

function signature(sort: readonly SortKey[]): string {
  return sort.map(({ column, descending }) => (descending ? '-' : '') + column.name).join(',');
}

/** Whether a row could have the value: nothing else may reach a comparison with the column. */
function isValueOf(column: ColumnDefinition, value: unknown): boolean {
  if (value === null) return !column.key;
  const comparison = comparisonOf(column);
  // Drivers give numbers as text where a number of JavaScript could not hold them.
  if (comparison === 'number') return value !== '' && isFiniteNumber(value);
  if (typeof value !== 'string') return false;
  if (comparison !== 'time') return true;
  return (column.kind === 'time' ? parseTime(value) : parseMoment(value)) !== null;
}

function isFiniteNumber(value: unknown): boolean {
  return (typeof value === 'number' || typeof value === 'string') && Number.isFinite(Number(value));
}
