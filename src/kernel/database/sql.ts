import type { Dialect } from './dialect.js';
import type { SqlRow, SqlValue } from './sql-value.js';

/** A statement as an engine takes it, with a `?` for each of its values. */
export interface Statement {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** A statement with the tables that it names, in the order in which it does. */
export interface Rendered extends Statement {
  readonly tables: readonly string[];
}

/** What a place of a template is filled with; of a list one follows the other, with commas. */
export type SqlPart = Fragment | SqlValue | boolean | readonly SqlPart[];

/** Adds a part to a statement. A symbol, so that no column of a table can have its name. */
export const WRITE = Symbol('write');

/** A piece of a statement: everything else that a template is given is a value. */
export abstract class Fragment {
  abstract [WRITE](writer: StatementWriter): void;
}

/** A statement while it is put together for one engine. */
export class StatementWriter implements Rendered {
  text = '';
  readonly values: SqlValue[] = [];
  readonly tables: string[] = [];

  constructor(readonly dialect: Dialect) {}

  /** @throws Error for a list without parts, which is no SQL anywhere */
  part(part: SqlPart): void {
    if (part instanceof Fragment) part[WRITE](this);
    else if (isList(part)) this.list(part);
    else this.value(part);
  }

  value(value: SqlValue | boolean): void {
    this.text += '?';
    this.values.push(typeof value === 'boolean' ? Number(value) : value);
  }

  /** A part whose text is given another form; its values stay where they are. */
  wrapped(part: SqlPart, wrap: (text: string) => string): void {
    const before = this.text;
    this.text = '';
    this.part(part);
    this.text = before + wrap(this.text);
  }

  private list(parts: readonly SqlPart[]): void {
    if (parts.length === 0) throw new Error(`There is nothing to list after: ${this.text}`);
    parts.forEach((part, index) => {
      if (index > 0) this.text += ', ';
      this.part(part);
    });
  }
}

/**
 * SQL that knows no engine yet: text, names and values, the same for good. Its rows come as `R`.
 * Other pieces can be made of it, and `render` makes it a statement.
 */
export abstract class Sql<R = SqlRow> extends Fragment {
  /** The statement for one engine. */
  render(dialect: Dialect): Rendered {
    const writer = new StatementWriter(dialect);
    this[WRITE](writer);
    return writer;
  }

  /** What the rows that an engine gives mean. */
  abstract decoded(rows: SqlRow[]): R[];
}

/** SQL whose rows are those that the engine gives. */
abstract class RawSql extends Sql {
  override decoded(rows: SqlRow[]): SqlRow[] {
    return rows;
  }
}

class Template extends RawSql {
  constructor(
    private readonly texts: readonly string[],
    private readonly parts: readonly SqlPart[],
  ) {
    super();
  }

  override [WRITE](writer: StatementWriter): void {
    const { texts, parts } = this;
    for (let index = 0; index < texts.length; index++) {
      writer.text += texts[index] ?? '';
      if (index < parts.length) writer.part(parts[index] as SqlPart);
    }
  }
}

/**
 * The text as it stands here, and what its places are filled with: fragments, tables and columns as
 * they are, anything else as a bound value; lists with commas. No string ever becomes text of the
 * statement.
 */
export function sql(texts: TemplateStringsArray, ...parts: readonly SqlPart[]): Sql {
  return new Template(texts, parts);
}

/** Nothing, for a place that is not always filled. */
export const NOTHING = sql``;

class Joined extends RawSql {
  constructor(
    private readonly parts: readonly SqlPart[],
    private readonly separator: Sql,
  ) {
    super();
  }

  override [WRITE](writer: StatementWriter): void {
    this.parts.forEach((part, index) => {
      if (index > 0) writer.part(this.separator);
      writer.part(part);
    });
  }
}

/** Parts with something between them, such as ``sql` UNION ALL ` ``. */
export function join(parts: readonly SqlPart[], separator: Sql): Sql {
  return new Joined(parts, separator);
}

class Union<R> extends Sql<R> {
  constructor(
    private readonly first: Sql<R>,
    private readonly all: readonly Sql<R>[],
  ) {
    super();
  }

  override [WRITE](writer: StatementWriter): void {
    writer.part(join(this.all, sql` UNION ALL `));
  }

  override decoded(rows: SqlRow[]): R[] {
    return this.first.decoded(rows);
  }
}

/**
 * The rows of all queries, `UNION ALL`; they mean what those of the first one do.
 *
 * @throws Error without any query
 */
export function union<R>(queries: readonly Sql<R>[]): Sql<R> {
  const [first] = queries;
  if (!first) throw new Error('There is nothing to unite');
  return new Union(first, queries);
}

/** A text that each engine has its own of. */
export class Word extends RawSql {
  constructor(private readonly textOf: (dialect: Dialect) => string) {
    super();
  }

  override [WRITE](writer: StatementWriter): void {
    writer.text += this.textOf(writer.dialect);
  }
}

/** A number as text, where no engine takes a bound one: `LIMIT`, decimals of `ROUND`. */
export function literal(number: number): Sql {
  if (!Number.isFinite(number)) throw new RangeError(`${number} is no number of SQL`);
  return new Word(() => String(number));
}

/** ` FOR UPDATE`, where writers do not queue anyway. */
export const FOR_UPDATE: Sql = new Word(({ forUpdate }) => forUpdate);
/** `INSERT` that leaves an existing row alone. */
export const INSERT_IGNORE: Sql = new Word(({ insertIgnore }) => insertIgnore);
/** Joins two tables by looking through the first one. */
export const JOIN_IN_ORDER: Sql = new Word(({ joinInOrder }) => joinInOrder);

class Wrapped extends RawSql {
  constructor(
    private readonly inner: SqlPart,
    private readonly wrap: (text: string, dialect: Dialect) => string,
  ) {
    super();
  }

  override [WRITE](writer: StatementWriter): void {
    writer.wrapped(this.inner, (text) => this.wrap(text, writer.dialect));
  }
}

/** What each engine makes of the text of an expression, which it has once. */
export function wrapped(inner: SqlPart, wrap: (text: string, dialect: Dialect) => string): Sql {
  return new Wrapped(inner, wrap);
}

/** An amount as what sums are exact of. */
export function exact(expression: SqlPart): Sql {
  return wrapped(expression, (text, dialect) => dialect.exact(text));
}

/** `CASE column WHEN … THEN … END`: for each key a value of its own. */
export function caseOf(column: Sql<unknown>, pairs: readonly (readonly [SqlPart, SqlPart])[]): Sql {
  const branches = pairs.map(([key, value]) => sql`WHEN ${key} THEN ${value} `);
  return sql`CASE ${column} ${join(branches, NOTHING)}END`;
}

function isList(part: SqlPart): part is readonly SqlPart[] {
  return Array.isArray(part);
}
