import { cellColumns, cellsOf } from './cells.js';
import type { Comparison, Dialect } from './dialect.js';
import { Fragment, sql, Sql, Word, WRITE, wrapped, type StatementWriter } from './sql.js';
import { NoSqlValue, type SqlRow, type SqlValue } from './sql-value.js';

/** What a stored value means. */
export type Decoder<V> = (value: SqlValue) => V;

export const asNumber: Decoder<number> = Number;
export const asNumberOrNull: Decoder<number | null> = (value) =>
  value === null ? null : Number(value);
export const asText: Decoder<string> = (value) => String(value ?? '');
export const asTextOrNull: Decoder<string | null> = (value) =>
  value === null ? null : String(value);
export const asFlag: Decoder<boolean> = (value) => Number(value) === 1;

/** A column as statements know it. */
export interface ColumnTerms<V> {
  readonly decode: Decoder<V>;
  /** How it compares; without, as it stands in its table. */
  readonly comparison?: Comparison;
}

/** A text whose case and accents do not count. */
export const freeText: ColumnTerms<string> = { decode: asText, comparison: 'text' };
/** A code of ASCII letters, whose case does not count. */
export const plainCode: ColumnTerms<string> = { decode: asText, comparison: 'code' };

/** A text that each dialect has its own of, made once for each: statements are full of them. */
class OncePerDialect {
  private readonly texts = new Map<Dialect, string>();

  constructor(private readonly make: (dialect: Dialect) => string) {}

  of(dialect: Dialect): string {
    const known = this.texts.get(dialect);
    if (known !== undefined) return known;
    const text = this.make(dialect);
    this.texts.set(dialect, text);
    return text;
  }
}

/** A column of a table; in a template its quoted name, behind the alias of the table. */
export class SqlColumn<V = SqlValue> extends Sql<V> {
  private readonly prefix: string;
  private quoted: OncePerDialect | undefined;
  private compares: Sql | undefined;

  constructor(
    readonly name: string,
    private readonly terms: ColumnTerms<V>,
    alias: string | undefined,
  ) {
    super();
    this.prefix = alias === undefined ? '' : `${alias}.`;
  }

  override [WRITE](writer: StatementWriter): void {
    this.quoted ??= new OncePerDialect((dialect) => this.prefix + dialect.quote(this.name));
    writer.text += this.quoted.of(writer.dialect);
  }

  override decoded(rows: SqlRow[]): V[] {
    return rows.map(([value = null]) => this.decode(value));
  }

  decode(value: SqlValue): V {
    return this.terms.decode(value);
  }

  /** The column as one side of a comparison or sort: the folded twin of a text, where there is one. */
  get operand(): Sql {
    if (this.compares) return this.compares;
    const text = new OncePerDialect(
      (dialect) => this.prefix + dialect.operand(this.name, this.comparison),
    );
    this.compares = new Word((dialect) => text.of(dialect));
    return this.compares;
  }

  /** The leading digits as a number. */
  get asInteger(): Sql {
    return wrapped(this, (text, dialect) => dialect.asInteger(text));
  }

  /** A condition that holds for texts of digits only. */
  get isDigits(): Sql {
    return wrapped(this, (text, dialect) => dialect.isDigits(text));
  }

  /** Equal to a value as the column compares; null for nothing. */
  is(value: V | null): Sql {
    if (value === null) return sql`${this} IS NULL`;
    return sql`${this.operand} = ${this.compared(value)}`;
  }

  /** Equal to one of the values; none is equal to one of no values. */
  in(values: readonly V[]): Sql {
    if (values.length === 0) return sql`1 = 0`;
    return sql`${this.operand} IN (${values.map((value) => this.compared(value))})`;
  }

  /** An assignment of `UPDATE`, of the folded twin too. */
  set(value: V | null): Fragment {
    return new Assignment(this.name, storable(value, this.terms), this.terms);
  }

  /** The column and, where there is one, its folded twin, for lists of `INSERT … SELECT`. */
  get withTwin(): Sql {
    return new Word((dialect) =>
      cellColumns(this.name, this.comparison, dialect)
        .map((column) => this.prefix + column)
        .join(', '),
    );
  }

  private compared(value: V): Fragment {
    return new Compared(storable(value, this.terms), this.comparison);
  }

  /** How it compares. */
  get comparison(): Comparison {
    return this.terms.comparison ?? AS_IT_STANDS;
  }
}

/** Neither folded nor given another case. */
const AS_IT_STANDS: Comparison = 'time';

/** A value that goes with `operand`. */
class Compared extends Fragment {
  constructor(
    private readonly stored: SqlValue,
    private readonly comparison: Comparison,
  ) {
    super();
  }

  override [WRITE](writer: StatementWriter): void {
    writer.value(writer.dialect.value(this.stored, this.comparison));
  }
}

class Assignment extends Fragment {
  constructor(
    private readonly name: string,
    private readonly stored: SqlValue,
    private readonly terms: ColumnTerms<unknown>,
  ) {
    super();
  }

  override [WRITE](writer: StatementWriter): void {
    const { comparison = AS_IT_STANDS } = this.terms;
    const cells = cellsOf(this.name, this.stored, comparison, writer.dialect);
    cells.forEach(([column, value], index) => {
      writer.text += `${index > 0 ? ', ' : ''}${column} = `;
      writer.value(value);
    });
  }
}

/** The value as it is stored: the embedded engine would keep the number 1 in a text as `1.0`. */
function storable(value: unknown, { comparison }: ColumnTerms<unknown>): SqlValue {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value !== 'number') throw new NoSqlValue(value);
  return comparison === 'text' || comparison === 'code' ? String(value) : value;
}

type Terms = Readonly<Record<string, ColumnTerms<unknown>>>;

/** A table with its alias, if it has one; what it has of its own can be no name of a column. */
class TableName extends Fragment {
  readonly #name: string;
  readonly #alias: string | undefined;
  readonly #terms: Terms;

  /** @throws Error for an alias that would have to be quoted */
  constructor(name: string, terms: Terms, alias?: string) {
    super();
    if (alias !== undefined && !/^\w+$/.test(alias)) throw new Error(`${alias} is no alias`);
    this.#name = name;
    this.#alias = alias;
    this.#terms = terms;
    for (const [column, own] of Object.entries(terms)) {
      Object.defineProperty(this, column, { value: new SqlColumn(column, own, alias) });
    }
  }

  override [WRITE](writer: StatementWriter): void {
    const { dialect } = writer;
    writer.text += dialect.quote(this.#name) + (this.#alias === undefined ? '' : ` ${this.#alias}`);
    writer.tables.push(this.#name);
  }

  static named(table: TableName): string {
    return table.#name;
  }

  static aliased(table: TableName, alias: string): TableName {
    return new TableName(table.#name, table.#terms, alias);
  }

  static column(table: TableName, name: string): SqlColumn<unknown> {
    const terms = Object.hasOwn(table.#terms, name) ? table.#terms[name] : undefined;
    if (!terms) throw new Error(`Table ${table.#name} has no column ${name}`);
    return new SqlColumn(name, terms, table.#alias);
  }
}

/**
 * A table by the names of its columns. In a template it is its quoted name with the alias behind
 * it, and `table.column` is that of the column, with the alias before it.
 */
export type SqlTable<Row> = TableName & {
  readonly [Name in keyof Row & string]-?: SqlColumn<Row[Name]>;
};

/** A table over columns that are known already, such as those of a model. */
export function sqlTable<Row>(name: string, terms: Terms, alias?: string): SqlTable<Row> {
  return new TableName(name, terms, alias) as SqlTable<Row>;
}

/**
 * A table that no model of the room stands for: one of our own (`fn_…`), or one of a room above,
 * with the columns that are asked for.
 */
export function namedTable<
  Columns extends Readonly<Record<string, ColumnTerms<unknown> | Decoder<unknown>>>,
>(
  name: string,
  columns: Columns,
  alias?: string,
): SqlTable<{ [Name in keyof Columns]: DecodedBy<Columns[Name]> }> {
  const terms = Object.entries(columns).map(([column, given]) => [
    column,
    typeof given === 'function' ? { decode: given } : given,
  ]);
  return sqlTable(name, Object.fromEntries(terms) as Terms, alias);
}

type DecodedBy<Given> =
  Given extends Decoder<infer V> ? V : Given extends ColumnTerms<infer V> ? V : never;

/** The same table under an alias. */
export function aliased<Row>(table: SqlTable<Row>, alias: string): SqlTable<Row> {
  return TableName.aliased(table, alias) as SqlTable<Row>;
}

/**
 * A column whose name is not known before.
 *
 * @throws Error when the table has none of that name
 */
export function columnOf(table: SqlTable<unknown>, name: string): SqlColumn<unknown> {
  return TableName.column(table, name);
}

class Overwrite extends Word {
  constructor(
    private readonly target: {
      readonly table: string;
      readonly key: string;
      readonly column: string;
    },
    private readonly query: Sql,
  ) {
    super(() => '');
  }

  override [WRITE](writer: StatementWriter): void {
    const { target } = this;
    writer.tables.push(target.table);
    writer.wrapped(this.query, (query) => writer.dialect.overwrite({ ...target, query }));
  }
}

/**
 * Gives the rows of a table, by their key, the values that a query finds for them, where they
 * differ. The query has two columns, `found_key` and `found_value`.
 */
export function overwrite(
  table: SqlTable<unknown>,
  key: SqlColumn<unknown>,
  column: SqlColumn<unknown>,
  query: Sql,
): Sql {
  const target = { table: TableName.named(table), key: key.name, column: column.name };
  return new Overwrite(target, query);
}

/** A column, or an expression with what its values mean. */
export type Field<V> = SqlColumn<V> | readonly [Sql<unknown>, Decoder<V>];
type Fields = Readonly<Record<string, Field<unknown>>>;
type RowOf<F extends Fields> = {
  readonly [Name in keyof F]: F[Name] extends Field<infer V> ? V : never;
};

class Selection<R> extends Sql<R> {
  private readonly fields: readonly (readonly [string, Field<unknown>])[];

  constructor(
    fields: Fields,
    private readonly rest: Sql,
  ) {
    super();
    this.fields = Object.entries(fields);
  }

  override [WRITE](writer: StatementWriter): void {
    writer.part(sql`SELECT ${this.fields.map(([, field]) => expressionOf(field))} ${this.rest}`);
  }

  override decoded(rows: SqlRow[]): R[] {
    const decoders = this.fields.map(([name, field]) => [name, decoderOf(field)] as const);
    return rows.map((row) => {
      const record: Record<string, unknown> = {};
      decoders.forEach(([name, decode], index) => (record[name] = decode(row[index] ?? null)));
      return record as R;
    });
  }
}

/** `SELECT` of these fields, and the rest of the query from `FROM` on; its rows have their names. */
export function select<const F extends Fields>(fields: F, rest: Sql): Sql<RowOf<F>> {
  return new Selection<RowOf<F>>(fields, rest);
}

function expressionOf(field: Field<unknown>): Sql<unknown> {
  return field instanceof SqlColumn ? field : field[0];
}

function decoderOf(field: Field<unknown>): Decoder<unknown> {
  return field instanceof SqlColumn ? (value) => field.decode(value) : field[1];
}
