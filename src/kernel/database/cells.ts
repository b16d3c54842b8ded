import type { SqlValue } from './database.js';
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
  const cell: Cell = [dialect.quote(name), value];
  if (!dialect.keepsFolded || comparison !== 'text') return [cell];
  return [cell, [dialect.operand(name, comparison), dialect.value(value, comparison)]];
}
