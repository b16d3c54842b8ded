import type { SqlValue } from '../../kernel/database/database.js';
import { ApiError } from '../../kernel/errors/api-error.js';
import type { SortKey } from './list-query.js';

/** Writes the place after a row as an opaque text for `after=`. */
export function encodeCursor(sort: readonly SortKey[], values: readonly SqlValue[]): string {
  return Buffer.from(JSON.stringify([signature(sort), ...values])).toString('base64url');
}

/**
 * Reads such a text back.
 *
 * @throws ApiError 400 `invalid-cursor` when it is none, or belongs to another order
 */
export function decodeCursor(sort: readonly SortKey[], cursor: string): SqlValue[] {
  const [order, ...values] = parsed(cursor);
  if (order !== signature(sort) || values.length !== sort.length || !values.every(isSqlValue)) {
    throw new ApiError(400, 'invalid-cursor');
  }
  return values;
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

function isSqlValue(value: unknown): value is SqlValue {
  return value === null || typeof value === 'string' || typeof value === 'number';
}
