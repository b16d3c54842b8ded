import type { SqlValue } from '../../kernel/database/sql-value.js';
import { ApiError } from '../../kernel/errors/api-error.js';
import { FieldMap, type FieldValue } from '../../kernel/http/body/form-fields.js';
import { EXPAND } from '../expand/expansions.js';
import { isFreeText, type ColumnDefinition } from '../registry/column.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import { comparable, isNothing } from './filter-value.js';
import type { IgnoredParameters } from './ignored-parameters.js';
import { FORMAT, LOCALE } from './list-format.js';
import { patternOf, testLength, testPatterns } from './list-pattern.js';

export type Operator =
  | '='
  | '>'
  | '>='
  | '<'
  | '<='
  | '!='
  | 'like'
  | 'contains'
  | 'null'
  | 'notnull'
  | 'in'
  | 'in-or-null';

/** One comparison of a column of the model with values of its type. */
export interface Condition {
  readonly column: ColumnDefinition;
  readonly operator: Operator;
  readonly values: readonly SqlValue[];
  /** What joins it to the condition before it. */
  readonly connector: 'AND' | 'OR';
}

export interface SortKey {
  readonly column: ColumnDefinition;
  readonly descending: boolean;
  /** Sort a text as the number that it begins with, a number without its decimals. */
  readonly asInteger: boolean;
}

/** A list request with every name checked against the model and every value typed. */
export interface ListQuery {
  /** Columns of the answer. */
  readonly columns: readonly ColumnDefinition[];
  /** The `filter[…]` conditions, flat: AND binds before OR. */
  readonly filters: readonly Condition[];
  /** Bare parameters: conditions that all hold besides the filters. */
  readonly bare: readonly Condition[];
  /** Ends with the key, so that the order is total. */
  readonly sort: readonly SortKey[];
  /** Null: all rows, and no offset. */
  readonly limit: number | null;
  readonly offset: number;
  /** The cursor as it was sent; an empty one starts at the first row. */
  readonly after: string | null;
}

const DEFAULT_LIMIT = 50;
const MOST_CONDITIONS = 200;
const MOST_CHOICES = 1000;
const LONGEST_VALUE = 5000;

const SUFFIXES: readonly (readonly [string, Operator])[] = [
  ['_notnull', 'notnull'],
  ['_isnot', 'notnull'],
  ['_null', 'null'],
  ['_like', 'like'],
  ['_gte', '>='],
  ['_lte', '<='],
  ['_neq', '!='],
  ['_gt', '>'],
  ['_lt', '<'],
  ['_is', 'null'],
  ['_in', 'in'],
];
const SORT_PREFIX = /^(integer|lower|upper):(.*)$/s;
/** Parameters that are no columns, even where a column has such a name. */
const RESERVED = new Set([
  ...['limit', 'offset', 'filter', 'sort', 'operation', 'fields', 'after', EXPAND, FORMAT],
  LOCALE,
]);

/**
 * Reads a query string as a list request on a model. What is asked by `filter`, `sort` and
 * `operation` is taken at its word; any other parameter that means nothing is ignored.
 *
 * @throws ApiError 400 `fields-not-allowed` for names that are no visible columns, with the text
 *   that the reference gives; `invalid-filter` for a value that its column can not be compared with
 */
export function parseListQuery(
  model: ModelDefinition,
  query: FieldMap,
  ignored: IgnoredParameters,
): ListQuery {
  const refused = new Set<string>();
  const sort = parseSort(model, mapOf(query, 'sort', ignored), refused);
  const [filter, operation] = [mapOf(query, 'filter', ignored), mapOf(query, 'operation', ignored)];
  const filters = parseFilters(model, filter, operation, refused);
  const columns = chosenColumns(model, query, ignored);
  if (refused.size > 0) throw fieldsNotAllowed([...refused]);
  const bare = parseBare(model, query, ignored);
  if (filters.length + bare.length > MOST_CONDITIONS) {
    throw new ApiError(400, 'too-many-filters', { params: { max: MOST_CONDITIONS } });
  }
  testPatterns([...filters, ...bare]);
  const limit = query.has('limit') ? leadingNumber(query.get('limit')) : DEFAULT_LIMIT;
  const after = query.get('after');
  if (after instanceof FieldMap) ignored.add('after');
  return {
    columns,
    filters,
    bare,
    sort,
    limit: limit > 0 ? limit : null,
    offset: limit > 0 ? Math.max(0, leadingNumber(query.get('offset'))) : 0,
    after: typeof after === 'string' ? after : null,
  };
}

/** The columns that `fields=a,b` asks for; all visible ones where it names none of them. */
export function chosenColumns(
  model: ModelDefinition,
  query: FieldMap,
  ignored: IgnoredParameters,
): readonly ColumnDefinition[] {
  const fields = query.get('fields');
  if (fields === undefined || fields === '') return model.visible;
  const sent = typeof fields === 'string' ? fields.split(',').map((name) => name.trim()) : [];
  const names = new Set(sent.filter((name) => readableColumn(model, name)));
  if (!sent.every((name) => name === '' || names.has(name)) || sent.length === 0) {
    ignored.add('fields');
  }
  if (names.size === 0) return model.visible;
  return model.visible.filter(({ name }) => names.has(name));
}

function fieldsNotAllowed(names: readonly string[]): ApiError {
  return new ApiError(400, 'fields-not-allowed', {
    text: `api: fields not allowed: ${names.join(', ')}`,
  });
}

function parseSort(model: ModelDefinition, sort: FieldMap, refused: Set<string>): SortKey[] {
  const keys: SortKey[] = [];
  for (const [expression, direction] of sort) {
    if (typeof direction !== 'string') throw scalarExpected(`sort[${expression}]`);
    const [, prefix, name] = SORT_PREFIX.exec(expression) ?? [null, null, expression];
    const column = visibleColumn(model, name ?? '');
    if (!column) refused.add(expression);
    else {
      const descending = direction.trim().toUpperCase() === 'DESC';
      keys.push({ column, descending, asInteger: prefix === 'integer' && isRoundable(column) });
    }
  }
  if (!keys.some(({ column }) => column.key)) {
    keys.push({ column: model.key, descending: false, asInteger: false });
  }
  return keys;
}

function parseFilters(
  model: ModelDefinition,
  filters: FieldMap,
  operations: FieldMap,
  refused: Set<string>,
): Condition[] {
  const connectors = new Map<string, 'AND' | 'OR'>();
  for (const [name, connector] of operations) {
    const word = typeof connector === 'string' ? connector.trim().toUpperCase() : '';
    if (word === 'AND' || word === 'OR') connectors.set(name, word);
    else refused.add(name);
    if (!filters.has(name) && !fieldOf(model, name)) refused.add(name);
  }
  const conditions: Condition[] = [];
  for (const [name, value] of filters) {
    const field = fieldOf(model, name);
    if (!field) refused.add(bareName(name));
    else {
      const connector = connectors.get(name) ?? 'AND';
      conditions.push(condition(field.column, field.operator, value, `filter[${name}]`, connector));
    }
  }
  return conditions;
}

/** Bare parameters that can be compared with a column; the others are ignored. */
function parseBare(
  model: ModelDefinition,
  query: FieldMap,
  ignored: IgnoredParameters,
): Condition[] {
  const conditions: Condition[] = [];
  for (const [name, value] of query) {
    if (RESERVED.has(name)) continue;
    const found = bareCondition(model, name, value);
    if (found) conditions.push(found);
    else ignored.add(name);
  }
  return conditions;
}

/** Free texts contain the value, everything else is equal to it, unless a suffix says otherwise. */
function bareCondition(model: ModelDefinition, name: string, value: FieldValue): Condition | null {
  const field = fieldOf(model, name);
  if (!field) return null;
  const { column, operator } = field;
  if (value === '' && operator !== 'null' && operator !== 'notnull') return null;
  const bare = operator === '=' && isFreeText(column) ? 'contains' : operator;
  try {
    return condition(column, bare, value, name, 'AND');
  } catch (error) {
    if (error instanceof ApiError) return null;
    throw error;
  }
}

function condition(
  column: ColumnDefinition,
  operator: Operator,
  value: FieldValue,
  parameter: string,
  connector: 'AND' | 'OR',
): Condition {
  if (operator === 'null' || operator === 'notnull') {
    return { column, operator, values: [], connector };
  }
  if (typeof value !== 'string') throw scalarExpected(parameter);
  if (value.length > LONGEST_VALUE && operator !== 'in') throw invalidFilter(parameter, value);
  if (operator === 'like') {
    return { column, operator, values: [patternOf(column, value, parameter)], connector };
  }
  if (operator === 'contains') testLength(value, parameter);
  const texts = operator === 'in' ? value.split(',').map((text) => text.trim()) : [value];
  if (texts.length > MOST_CHOICES) throw invalidFilter(parameter, value);
  const values = texts
    .filter((text) => !isNothing(column, text))
    .map((text) => comparable(column, text) ?? invalid(parameter, text));
  return { column, operator, values, connector };
}

function fieldOf(
  model: ModelDefinition,
  name: string,
): { column: ColumnDefinition; operator: Operator } | null {
  const exact = visibleColumn(model, name);
  if (exact) return { column: exact, operator: '=' };
  for (const [suffix, operator] of SUFFIXES) {
    if (!name.endsWith(suffix)) continue;
    const column = visibleColumn(model, name.slice(0, -suffix.length));
    if (column) return { column, operator };
  }
  return null;
}

/** The column that clients may filter and sort by: also as `table.column` of the own table. */
function visibleColumn(model: ModelDefinition, name: string): ColumnDefinition | undefined {
  const own = `${model.table}.`;
  const column = readableColumn(model, name.startsWith(own) ? name.slice(own.length) : name);
  return column?.searchable ? column : undefined;
}

function readableColumn(model: ModelDefinition, name: string): ColumnDefinition | undefined {
  const column = model.column(name);
  return column?.hidden ? undefined : column;
}

/** The name in a refused filter, without a suffix. */
function bareName(name: string): string {
  const suffix = SUFFIXES.find(([text]) => name.endsWith(text))?.[0] ?? '';
  return name.slice(0, name.length - suffix.length);
}

/** Whether a column may sort as a whole number: texts as the one that they begin with. */
function isRoundable(column: ColumnDefinition): boolean {
  return isText(column) || column.kind === 'real' || column.kind === 'money';
}

function isText({ kind }: ColumnDefinition): boolean {
  return kind === 'code' || kind === 'text' || kind === 'longText';
}

function mapOf(query: FieldMap, name: string, ignored: IgnoredParameters): FieldMap {
  const value = query.get(name);
  if (value instanceof FieldMap) return value;
  if (value !== undefined) ignored.add(name);
  return new FieldMap();
}

/** As the reference casts: `2.9` is 2, `1e1` is 10, more than fits the most there is, else 0. */
function leadingNumber(value: FieldValue | undefined): number {
  const number = typeof value === 'string' ? Math.trunc(Number.parseFloat(value)) : 0;
  if (Number.isNaN(number)) return 0;
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(number, Number.MAX_SAFE_INTEGER));
}

function scalarExpected(field: string): ApiError {
  return new ApiError(400, 'invalid-filter', { problems: [{ code: 'scalar-expected', field }] });
}

function invalidFilter(field: string, value: string): ApiError {
  const problem = { code: 'invalid-value', field, params: { value: value.slice(0, 60) } };
  return new ApiError(400, 'invalid-filter', { problems: [problem] });
}

function invalid(parameter: string, text: string): never {
  throw invalidFilter(parameter, text);
}
