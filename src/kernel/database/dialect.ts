import { fold, foldedName } from './fold.js';

/** How a column compares: free text, a code of ASCII letters, a number, or a day or time. */
export type Comparison = 'text' | 'code' | 'number' | 'time';

/** The few places where the two engines want different SQL. Names come from the registry only. */
export interface Dialect {
  readonly engine: 'mysql' | 'sqlite';
  readonly quote: (name: string) => string;
  /** The column (by its bare name) as one side of a comparison or sort. */
  readonly operand: (name: string, comparison: Comparison) => string;
  /** The value that goes with `operand`. */
  readonly value: <T>(value: T, comparison: Comparison) => T;
  /** Whether texts are kept a second time, folded, because the engine can not compare them. */
  readonly keepsFolded: boolean;
  /** The column as the text that `LIKE` sees; numbers without a trailing `.0`. */
  readonly likeOperand: (name: string, comparison: Comparison) => string;
  /** A pattern of `%` and `_` as `LIKE` wants it; every other letter, `\` too, means itself. */
  likePattern(pattern: string): string;
  /** After `LIKE ?`: names the escape character where there must be one. */
  readonly likeSuffix: string;
  /** The leading digits of a column as a number, for `sort[integer:x]`. */
  readonly asInteger: (name: string) => string;
  /** A condition that holds for texts of digits only. */
  readonly isDigits: (name: string) => string;
  /** Locks the selected rows until the transaction ends; empty where writers queue anyway. */
  readonly forUpdate: string;
  /** `INSERT` that leaves an existing row alone. */
  readonly insertIgnore: string;
  /** An amount as what sums are exact of; the embedded engine compensates while it adds. */
  readonly exact: (expression: string) => string;
  /** Joins two tables by looking through the first one. */
  readonly joinInOrder: string;
  /** Gives rows of a table the values that a query finds for them, where they differ. */
  readonly overwrite: (overwriting: Overwriting) => string;
}

/** A query of two columns, `found_key` and `found_value`, and where its values go. */
export interface Overwriting {
  readonly table: string;
  readonly key: string;
  readonly column: string;
  readonly query: string;
}

const backticked = (name: string) => '`' + name.replaceAll('`', '``') + '`';
const quoted = (name: string) => '"' + name.replaceAll('"', '""') + '"';

export const MYSQL: Dialect = {
  engine: 'mysql',
  quote: backticked,
  operand: backticked,
  value: (value) => value,
  keepsFolded: false,
  likeOperand: (name) => `LOWER(${backticked(name)})`,
  // MariaDB takes an empty escape character for `\`, MySQL for none: both double this one.
  likePattern: (pattern) => pattern.replaceAll('|', '||'),
  likeSuffix: " ESCAPE '|'",
  asInteger: (name) => `CAST(${backticked(name)} AS unsigned)`,
  isDigits: (name) => `${backticked(name)} REGEXP '^[0-9]+$'`,
  forUpdate: ' FOR UPDATE',
  insertIgnore: 'INSERT IGNORE',
  exact: (expression) => `CAST(${expression} AS DECIMAL(40, 10))`,
  joinInOrder: 'STRAIGHT_JOIN',
  overwrite: ({ table, key, column, query }) =>
    `UPDATE ${backticked(table)} t JOIN (${query}) f ON f.found_key = t.${backticked(key)} ` +
    `SET t.${backticked(column)} = f.found_value WHERE t.${backticked(column)} <> f.found_value`,
};

export const SQLITE: Dialect = {
  engine: 'sqlite',
  quote: quoted,
  operand: (name, comparison) => quoted(comparison === 'text' ? foldedName(name) : name),
  // Codes are plain letters, whose case the column itself disregards.
  value: (value, comparison) =>
    (comparison === 'text' || comparison === 'code') && typeof value === 'string'
      ? (fold(value) as typeof value)
      : value,
  keepsFolded: true,
  likeOperand(name, comparison) {
    const column = quoted(comparison === 'text' ? foldedName(name) : name);
    if (comparison !== 'number') return column;
    const whole = `CAST(${column} AS INTEGER)`;
    return `CAST(CASE WHEN ${column} = ${whole} THEN ${whole} ELSE ${column} END AS TEXT)`;
  },
  likePattern: (pattern) => pattern,
  likeSuffix: '',
  asInteger: (name) => `CAST(${quoted(name)} AS INTEGER)`,
  isDigits: (name) => `${quoted(name)} <> '' AND ${quoted(name)} NOT GLOB '*[^0-9]*'`,
  forUpdate: '',
  insertIgnore: 'INSERT OR IGNORE',
  exact: (expression) => expression,
  joinInOrder: 'CROSS JOIN',
  overwrite: ({ table, key, column, query }) =>
    `UPDATE ${quoted(table)} AS t SET ${quoted(column)} = f.found_value FROM (${query}) AS f ` +
    `WHERE f.found_key = t.${quoted(key)} AND t.${quoted(column)} <> f.found_value`,
};
