import type { Comparison } from '../../kernel/database/dialect.js';
import type { SqlValue } from '../../kernel/database/sql-value.js';
import { storedForms } from '../../kernel/text/escape.js';

/** The kinds of column that the data model has. */
export type ColumnKind =
  | 'code'
  | 'text'
  | 'longText'
  | 'integer'
  | 'real'
  | 'money'
  | 'boolean'
  | 'day'
  | 'time'
  | 'moment'
  | 'json';

/** A value of a record in memory: days as `YYYY-MM-DD`, moments as `YYYY-MM-DD HH:MM:SS`. */
export type ColumnValue = string | number | boolean | null | object;

/** What a new record holds before anything is sent: a constant, or what the moment or setting says. */
export type Initial =
  | { readonly constant: string | number | boolean }
  | { readonly clock: 'today' | 'now' | 'time' }
  | { readonly setting: string };

export type DeleteRule = 'RESTRICT' | 'CASCADE' | 'SET NULL';

/** A foreign key: the table (and column, when it is not the key) that the value must exist in. */
export interface Reference {
  readonly table: string;
  readonly column?: string;
  readonly onDelete: DeleteRule;
}

/** What goes out instead of a stored value, which may depend on other columns of the row. */
export interface Shown {
  readonly from?: readonly string[];
  /** Gets the stored value, then those of `from`. */
  as(stored: SqlValue, ...others: SqlValue[]): SqlValue;
}

/** Everything that is known of a column; written once, by its decorator. */
export interface ColumnDefinition {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly description: string;
  /** Most characters, of codes and texts. */
  readonly length?: number;
  readonly nullable: boolean;
  /** The database's own default, as the text that `SHOW COLUMNS` gives. */
  readonly default: string | null;
  readonly initial?: Initial;
  readonly key: boolean;
  /** An integer key that the database generates. */
  readonly generated: boolean;
  readonly references?: Reference;
  /** Whether people write it as they like; without, as its kind and length let expect. */
  readonly freeText?: boolean;
  /** Never readable, filterable, sortable nor echoed. */
  readonly hidden: boolean;
  /** Written by rules only: ignored when a client sends it. */
  readonly protected: boolean;
  /** Whether clients may filter and sort by it; not where the stored text holds secrets. */
  readonly searchable: boolean;
  /** A number that nobody calculates with: it may be as large as a double can. */
  readonly anySize?: true;
  /** What goes out instead of the stored value. */
  readonly shown?: Shown;
}

/** How the column compares and sorts. */
export function comparisonOf(column: ColumnDefinition): Comparison {
  return COMPARISONS[column.kind];
}

const COMPARISONS: Readonly<Record<ColumnKind, Comparison>> = {
  code: 'code',
  text: 'text',
  longText: 'text',
  json: 'code',
  integer: 'number',
  real: 'number',
  money: 'number',
  boolean: 'number',
  day: 'time',
  time: 'time',
  moment: 'time',
};

/** So long is the shortest text that people write as they like, unless its column says otherwise. */
const FREE_LENGTH = 100;

/** Whether the column holds what people write as they like: no code, number, or address. */
export function isFreeText({ kind, key, length = 0, freeText }: ColumnDefinition): boolean {
  return freeText ?? (kind === 'longText' || (kind === 'text' && !key && length >= FREE_LENGTH));
}

/**
 * The values that a column may hold for one that somebody typed: texts are stored as they are or
 * with entities, as the rules of their model say.
 */
export function formsOf(value: SqlValue): readonly SqlValue[] {
  return typeof value === 'string' ? storedForms(value) : [value];
}

/** The type as `SHOW COLUMNS` of MariaDB writes it; the embedded engine declares the same. */
export function databaseType(column: Pick<ColumnDefinition, 'kind' | 'length'>): string {
  if (column.kind === 'code' || column.kind === 'text') return `varchar(${column.length})`;
  return DATABASE_TYPES[column.kind];
}

const DATABASE_TYPES: Readonly<Record<Exclude<ColumnKind, 'code' | 'text'>, string>> = {
  longText: 'text',
  json: 'text',
  integer: 'int(11)',
  real: 'double',
  money: 'double',
  boolean: 'tinyint(1)',
  day: 'date',
  time: 'time',
  moment: 'timestamp',
};

/** The value as the driver gets it. */
export function toDatabase(column: ColumnDefinition, value: unknown): SqlValue {
  if (value === null || value === undefined) return null;
  if (column.kind === 'json') return JSON.stringify(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  // The embedded engine would keep the number 1 in a text column as `1.0`.
  if (typeof value === 'number') return isLetters(column) ? String(value) : value;
  if (typeof value === 'string') return value;
  throw new TypeError(`Column ${column.name} can not hold a value of type ${typeof value}`);
}

/** Whether the column holds text. */
export function isLetters({ kind }: ColumnDefinition): boolean {
  return kind === 'code' || kind === 'text' || kind === 'longText' || kind === 'json';
}

/** The value of a database row as a record holds it. */
export function fromDatabase(column: ColumnDefinition, value: SqlValue): ColumnValue {
  switch (column.kind) {
    case 'boolean':
      if (value === null) return column.nullable ? null : false;
      return Number(value) === 1;
    case 'integer':
      if (value === null) return column.nullable || column.key ? null : 0;
      return Math.trunc(Number(value));
    case 'real':
    case 'money':
      if (value === null) return column.nullable ? null : 0;
      return Number(value);
    case 'day':
    case 'time':
    case 'moment':
      return value === null || value === '' ? null : String(value);
    case 'json':
      return parsedJson(value);
    default:
      if (value === null) return column.nullable ? null : '';
      return String(value);
  }
}

/** Stored JSON as a value; text that is no JSON stays the text, nothing is an empty list. */
function parsedJson(value: SqlValue): ColumnValue {
  if (value === null || value === '') return [];
  try {
    return JSON.parse(String(value)) as ColumnValue;
  } catch {
    return String(value);
  }
}
