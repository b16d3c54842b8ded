import type { Dialect, Wanted } from '../../kernel/database/dialect.js';
import { foldCode } from '../../kernel/database/fold.js';
import { places } from '../../kernel/database/places.js';
import type { Statement } from '../../kernel/database/sql.js';
import type { SqlValue } from '../../kernel/database/sql-value.js';
import { meetsEntities, unescapeText, withEntities } from '../../kernel/text/escape.js';
import { comparisonOf, formsOf, isLetters, type ColumnDefinition } from '../registry/column.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import type { Condition, ListQuery, SortKey } from './list-query.js';

/** Where a page begins: the values of the sort columns of a row, and whether that row belongs. */
export interface Position {
  readonly values: readonly SqlValue[];
  readonly inclusive: boolean;
}

const NOTHING: Statement = { text: '', values: [] };
const NO_ROW: Statement = { text: '1 = 0', values: [] };

/** The conditions of a list: `(filters) AND bare parameters`; empty when there are none. */
export function conditionsOf(query: ListQuery, dialect: Dialect): Statement {
  const flat = query.filters.map((condition, index) => {
    const sql = conditionSql(condition, dialect);
    return { ...sql, text: index === 0 ? sql.text : `${condition.connector} ${sql.text}` };
  });
  const filters: Statement[] = flat.length
    ? [{ text: `(${flat.map(({ text }) => text).join(' ')})`, values: valuesOf(flat) }]
    : [];
  return allOf([...filters, ...query.bare.map((condition) => conditionSql(condition, dialect))]);
}

export function countStatement(
  model: ModelDefinition,
  where: Statement,
  { quote }: Dialect,
): Statement {
  return {
    text: `SELECT COUNT(*) FROM ${quote(model.table)}${whereText(where)}`,
    values: where.values,
  };
}

export interface PageRequest {
  readonly columns: readonly ColumnDefinition[];
  readonly where: Statement;
  readonly sort: readonly SortKey[];
  readonly limit: number | null;
  readonly offset: number;
  readonly from?: Position;
  /** The row that the page ends with. */
  readonly until?: Position;
}

/**
 * Selects a page. A far offset walks over keys only and fetches whole rows for the page alone:
 * skipping a row then costs a fraction of reading it.
 */
export function pageStatement(
  model: ModelDefinition,
  page: PageRequest,
  dialect: Dialect,
): Statement {
  const { quote } = dialect;
  const table = quote(model.table);
  const where = allOf([
    page.where,
    page.from ? seekCondition(page.sort, page.from, dialect) : NOTHING,
    page.until ? seekCondition(reversed(page.sort), page.until, dialect) : NOTHING,
  ]);
  const order = orderBy(page.sort, dialect);
  const columns = page.columns.map(({ name }) => quote(name)).join(', ');
  const limits =
    page.limit === null
      ? ''
      : ` LIMIT ${page.limit}${page.offset > 0 ? ` OFFSET ${page.offset}` : ''}`;
  if (page.offset < FAR) {
    const text = `SELECT ${columns} FROM ${table}${whereText(where)} ORDER BY ${order}${limits}`;
    return { text, values: where.values };
  }
  const key = quote(model.key.name);
  const keys = `SELECT ${key} AS page_key FROM ${table}${whereText(where)} ORDER BY ${order}${limits}`;
  return {
    text:
      `SELECT ${columns} FROM (${keys}) AS page ` +
      `JOIN ${table} ON ${table}.${key} = page.page_key ORDER BY ${order}`,
    values: where.values,
  };
}

const FAR = 100;

function conditionSql({ column, operator, values }: Condition, dialect: Dialect): Statement {
  const comparison = comparisonOf(column);
  const operand = dialect.operand(column.name, comparison);
  switch (operator) {
    case 'null':
      return { text: `${dialect.quote(column.name)} IS NULL`, values: [] };
    case 'notnull':
      return { text: `${dialect.quote(column.name)} IS NOT NULL`, values: [] };
    case 'like':
      return likeSql(column, { text: unescapeText(String(values[0])) }, dialect);
    case 'contains': {
      const text = unescapeText(String(values[0]));
      return likeSql(column, { text, isLiteral: true }, dialect);
    }
    case '=':
    case '!=':
    case 'in':
    case 'in-or-null': {
      const forms = values.flatMap(formsOf);
      if (forms.length === 0) return NO_ROW;
      const isOne = forms.length === 1 && (operator === '=' || operator === '!=');
      const compared = operator === '!=' ? ['!=', 'NOT IN'] : ['=', 'IN'];
      const text = `${operand} ${isOne ? `${compared[0]} ?` : `${compared[1]} (${places(forms)})`}`;
      const isNull = `${dialect.quote(column.name)} IS NULL`;
      return {
        text: operator === 'in-or-null' ? `(${isNull} OR ${text})` : text,
        values: forms.map((value) => dialect.value(value, comparison)),
      };
    }
    default:
      if (values.length === 0) return NO_ROW;
      return {
        text: `${dialect.orderOperand(column.name, comparison)} ${operator} ?`,
        values: values.map((value) => dialect.orderValue(asSorted(value), comparison)),
      };
  }
}

/** Which texts are like what is wanted, as they were typed. */
function likeSql(column: ColumnDefinition, wanted: Wanted, dialect: Dialect): Statement {
  const asTyped = isLetters(column) && meetsEntities(foldCode(wanted.text));
  const { text, value } = dialect.like(column.name, comparisonOf(column), { ...wanted, asTyped });
  return { text, values: [value] };
}

/** A text as it sorts among those that are stored. */
function asSorted(value: SqlValue): SqlValue {
  return typeof value === 'string' ? withEntities(value) : value;
}

/** A number rounded, a text as the number that it begins with. */
function wholeNumber(column: ColumnDefinition, { quote, asInteger }: Dialect): string {
  return isLetters(column) ? asInteger(quote(column.name)) : `ROUND(${quote(column.name)})`;
}

function orderBy(sort: readonly SortKey[], dialect: Dialect): string {
  return sort
    .map(({ column, descending, asInteger }) => {
      const operand = asInteger
        ? wholeNumber(column, dialect)
        : dialect.orderOperand(column.name, comparisonOf(column));
      return descending ? `${operand} DESC` : operand;
    })
    .join(', ');
}

/**
 * Rows that follow a position in the sort order; null sorts lowest. For `(a, b)` it reads
 * `a > x OR (a = x AND b > y)`.
 */
function seekCondition(sort: readonly SortKey[], from: Position, dialect: Dialect): Statement {
  const alternatives: Statement[] = [];
  let equal: Statement = NOTHING;
  sort.forEach((key, index) => {
    const value = from.values[index] ?? null;
    const last = index === sort.length - 1;
    const beyond = beyondSql(key, value, last && from.inclusive, dialect);
    if (beyond) alternatives.push(allOf([equal, beyond]));
    equal = allOf([equal, equalSql(key, value, dialect)]);
  });
  return {
    text: `(${alternatives.map(({ text }) => text).join(' OR ') || '1 = 0'})`,
    values: valuesOf(alternatives),
  };
}

function reversed(sort: readonly SortKey[]): SortKey[] {
  return sort.map((key) => ({ ...key, descending: !key.descending }));
}

function beyondSql(
  { column, descending }: SortKey,
  value: SqlValue,
  inclusive: boolean,
  dialect: Dialect,
): Statement | null {
  const comparison = comparisonOf(column);
  const operand = dialect.orderOperand(column.name, comparison);
  if (value === null) {
    if (!descending) return { text: `${operand} IS NOT NULL`, values: [] };
    return inclusive ? { text: `${operand} IS NULL`, values: [] } : null;
  }
  const text = `${operand} ${descending ? '<' : '>'}${inclusive ? '=' : ''} ?`;
  const values = [dialect.orderValue(value, comparison)];
  return descending && column.nullable
    ? { text: `(${text} OR ${operand} IS NULL)`, values }
    : { text, values };
}

function equalSql({ column }: SortKey, value: SqlValue, dialect: Dialect): Statement {
  const comparison = comparisonOf(column);
  const operand = dialect.operand(column.name, comparison);
  return value === null
    ? { text: `${operand} IS NULL`, values: [] }
    : { text: `${operand} = ?`, values: [dialect.value(value, comparison)] };
}

function allOf(parts: readonly Statement[]): Statement {
  const given = parts.filter(({ text }) => text !== '');
  return { text: given.map(({ text }) => text).join(' AND '), values: valuesOf(given) };
}

function valuesOf(parts: readonly Statement[]): SqlValue[] {
  return parts.flatMap(({ values }) => values);
}

function whereText({ text }: Statement): string {
  return text && ` WHERE ${text}`;
}
