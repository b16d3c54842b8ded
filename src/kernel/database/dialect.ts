import { ENTITIES } from '../text/escape.js';
import { fold, foldCode, foldedName, foldLiteral, foldPattern } from './fold.js';
import { MYSQL_SCHEMA, SQLITE_SCHEMA, type SchemaDialect } from './schema-dialect.js';

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
  /** The column as it sorts, and compares with what is greater and less. */
  readonly orderOperand: (name: string, comparison: Comparison) => string;
  /** The value that goes with `orderOperand`. */
  readonly orderValue: <T>(value: T, comparison: Comparison) => T;
  /** Whether texts are kept a second time, folded, because the engine can not compare them. */
  readonly keepsFolded: boolean;
  /**
   * The condition that a column (by its bare name) matches a pattern of `%` and `_`, of which every
   * other letter, `\` too, means itself; with the one value of its place. Numbers are seen without
   * a trailing `.0`.
   */
  readonly like: (name: string, comparison: Comparison, wanted: Wanted) => Like;
  /** The leading digits of a quoted column as a number, for `sort[integer:x]`. */
  readonly asInteger: (column: string) => string;
  /** A condition that holds for texts of digits only, in a quoted column. */
  readonly isDigits: (column: string) => string;
  /** Whether there is one writer at a time, for whom nothing need be locked. */
  readonly queuesWriters: boolean;
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
  /** Asks for the version of the engine. */
  readonly selectVersion: string;
  /** What the engine of that version is called. */
  readonly productOf: (version: string) => string;
  /** Asks for the seconds since 1970, with their fractions, by the clock of the engine. */
  readonly selectClock: string;
  /** How tables are made, and asked about. */
  readonly schema: SchemaDialect;
}

/** What a column is to be like. */
export interface Wanted {
  /** A pattern, or what the column is to contain. */
  readonly text: string;
  /** Whether no letter of it means anything else, and it is wanted anywhere. */
  readonly isLiteral?: boolean;
  /** Whether a text is taken without the entities that it is stored with. */
  readonly asTyped?: boolean;
}

export interface Like {
  readonly text: string;
  readonly value: string;
}

/** A query of two columns, `found_key` and `found_value`, and where its values go. */
export interface Overwriting {
  readonly table: string;
  readonly key: string;
  readonly column: string;
  readonly query: string;
}

const backticked = (name: string) =>
  '`' + (name.includes('`') ? name.replaceAll('`', '``') : name) + '`';
const quoted = (name: string) =>
  '"' + (name.includes('"') ? name.replaceAll('"', '""') : name) + '"';

/**
 * A text without its entities; both engines have the function, and no letter needs another form.
 *
 * @param stored how the column keeps a text
 */
const unescaped = (column: string, stored: (text: string) => string = (text) => text) =>
  [...ENTITIES].reduce((inner, [letter, entity]) => {
    const [from, to] = [entity, letter].map((text) => stored(text).replaceAll("'", "''"));
    return `REPLACE(${inner}, '${from}', '${to}')`;
  }, column);

/** With the letters that mean something in a pattern, and the one that takes that from them. */
const literally = (text: string) => text.replace(/[|%_]/g, '|$&');

export const MYSQL: Dialect = {
  engine: 'mysql',
  quote: backticked,
  operand: backticked,
  value: (value) => value,
  orderOperand: backticked,
  orderValue: (value) => value,
  keepsFolded: false,
  like(name, _comparison, { text, isLiteral = false, asTyped = false }) {
    const column = asTyped ? unescaped(backticked(name)) : backticked(name);
    return {
      text: `LOWER(${column}) LIKE LOWER(?) ESCAPE '|'`,
      // MariaDB takes an empty escape character for `\`, MySQL for none: both double this one.
      value: isLiteral ? `%${literally(text)}%` : text.replaceAll('|', '||'),
    };
  },
  asInteger: (column) => `CAST(${column} AS unsigned)`,
  isDigits: (column) => `${column} REGEXP '^[0-9]+$'`,
  queuesWriters: false,
  forUpdate: ' FOR UPDATE',
  insertIgnore: 'INSERT IGNORE',
  exact: (expression) => `CAST(${expression} AS DECIMAL(40, 10))`,
  joinInOrder: 'STRAIGHT_JOIN',
  overwrite: ({ table, key, column, query }) =>
    `UPDATE ${backticked(table)} t JOIN (${query}) f ON f.found_key = t.${backticked(key)} ` +
    `SET t.${backticked(column)} = f.found_value WHERE t.${backticked(column)} <> f.found_value`,
  selectVersion: 'SELECT VERSION()',
  productOf: (version) => (/mariadb/i.test(version) ? 'MariaDB' : 'MySQL'),
  selectClock: 'SELECT UNIX_TIMESTAMP(NOW(3))',
  schema: MYSQL_SCHEMA,
};

/** The signs that codes may hold beside letters and digits. */
const CODE_SIGNS = [' ', '_', '-', '.', '+'] as const;

/** A code as it would be folded: SQLite has other signs between digits and letters. */
function codeInOrder(column: string): string {
  const places = CODE_SIGNS.map((sign) => `char(${fold(`${sign}x`).charCodeAt(0)})`);
  return CODE_SIGNS.reduce(
    (text, sign, index) => `replace(${text}, '${sign}', ${places[index]})`,
    `lower(${column})`,
  );
}

/** What is wanted anywhere in a text, without further wildcards. */
const CONTAINED = /^%([^%_]*)%$/;

/** A number of the embedded engine as text, without a trailing `.0`. */
function shortNumber(column: string): string {
  const whole = `CAST(${column} AS INTEGER)`;
  return `CAST(CASE WHEN ${column} = ${whole} THEN ${whole} ELSE ${column} END AS TEXT)`;
}

export const SQLITE: Dialect = {
  engine: 'sqlite',
  quote: quoted,
  operand: (name, comparison) => quoted(comparison === 'text' ? foldedName(name) : name),
  // Codes are plain letters, whose case the column itself disregards.
  value: (value, comparison) => {
    if (typeof value !== 'string') return value;
    if (comparison === 'text') return fold(value) as typeof value;
    return comparison === 'code' ? (foldCode(value) as typeof value) : value;
  },
  orderOperand: (name, comparison) =>
    comparison === 'code' ? codeInOrder(quoted(name)) : SQLITE.operand(name, comparison),
  orderValue: (value, comparison) =>
    SQLITE.value(value, comparison === 'code' ? 'text' : comparison),
  keepsFolded: true,
  like(name, comparison, { text, isLiteral = false, asTyped = false }) {
    if (comparison !== 'text') {
      const column = comparison === 'number' ? shortNumber(quoted(name)) : quoted(name);
      const pattern = isLiteral ? `%${literally(text)}%` : text.replaceAll('|', '||');
      return { text: `${column} LIKE ? ESCAPE '|'`, value: foldCode(pattern) };
    }
    const folded = quoted(foldedName(name));
    const column = asTyped ? unescaped(folded, foldLiteral) : folded;
    const contained = isLiteral ? text : CONTAINED.exec(text)?.[1];
    // The engine finds a text many times faster than a pattern, and answers nobody meanwhile.
    return contained === undefined
      ? { text: `${column} LIKE ?`, value: foldPattern(text) }
      : { text: `instr(${column}, ?) > 0`, value: foldLiteral(contained) };
  },
  asInteger: (column) => `CAST(${column} AS INTEGER)`,
  isDigits: (column) => `${column} <> '' AND ${column} NOT GLOB '*[^0-9]*'`,
  queuesWriters: true,
  forUpdate: '',
  insertIgnore: 'INSERT OR IGNORE',
  exact: (expression) => expression,
  joinInOrder: 'CROSS JOIN',
  overwrite: ({ table, key, column, query }) =>
    `UPDATE ${quoted(table)} AS t SET ${quoted(column)} = f.found_value FROM (${query}) AS f ` +
    `WHERE f.found_key = t.${quoted(key)} AND t.${quoted(column)} <> f.found_value`,
  selectVersion: 'SELECT sqlite_version()',
  productOf: () => 'embedded, SQLite',
  selectClock: "SELECT (julianday('now') - 2440587.5) * 86400.0",
  schema: SQLITE_SCHEMA,
};

/** The dialect of an engine, by our name for it or by TypeORM's. */
export function dialectOf(engine: string): Dialect {
  return engine === MYSQL.engine ? MYSQL : SQLITE;
}
