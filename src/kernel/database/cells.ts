import type { SqlValue } from './sql-value.js';
import type { Comparison, Dialect } from './dialect.js';

/** A quoted column and the value that goes into it. */
export type Cell = readonly [column: string, value: SqlValue];

/** What is written for the value of a column: itself, and its folded text where that is kept. */
export function cellsOf(
  name: string,
  value: SqlValue,
  comparison: Comparison,
  dialect: Dialect,
): Cell[] {
  const values = cellValues(value, comparison, dialect);
  return cellColumns(name, comparison, dialect).map((column, place) => [
    column,
    values[place] ?? null,
  ]);
}

/** The quoted columns of `cellsOf`, the same for every value. */
export function cellColumns(name: string, comparison: Comparison, dialect: Dialect): string[] {
  const column = dialect.quote(name);
  return isFolded(comparison, dialect) ? [column, dialect.operand(name, comparison)] : [column];
}

/** The values of `cellsOf`, in the order of its columns. */
export function cellValues(value: SqlValue, comparison: Comparison, dialect: Dialect): SqlValue[] {
  return isFolded(comparison, dialect) ? [value, dialect.value(value, comparison)] : [value];
}

function isFolded(comparison: Comparison, { keepsFolded }: Dialect): boolean {
  return keepsFolded && comparison === 'text';
}
