import { Injectable } from '@nestjs/common';
import { Database } from '../../kernel/database/database.js';
import type { SqlRow, SqlValue } from '../../kernel/database/sql-value.js';
import type { Statement } from '../../kernel/database/sql.js';
import { ApiError } from '../../kernel/errors/api-error.js';
import { Answer } from '../../kernel/http/answer.js';
import type { FieldMap } from '../../kernel/http/body/form-fields.js';
import { withMembers } from '../../kernel/http/routes/json-writer.js';
import { AdditionReader, type Additions } from '../expand/additions.js';
import { EXPAND } from '../expand/expansions.js';
import { ConcurrencyLimit } from '../../kernel/concurrency-limit.js';
import { Presenter, presenterOf } from '../presenter.js';
import type { ColumnDefinition } from '../registry/column.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { fileWriter } from './list-file.js';
import { listFormat, type ListFormat, type ListRequest } from './list-format.js';
import { ListMemory } from './list-memory.js';
import { refusedFilter } from './list-pattern.js';
import { parseListQuery, type ListQuery, type SortKey } from './list-query.js';
import { conditionsOf, countStatement, pageStatement, type Position } from './list-statement.js';
import { textWriter, type ListWriter } from './list-writer.js';

/** Longer answers are sent in pieces while they are read. */
const LONGEST_HELD = 1000;
/** From here on it pays to remember where a page begins. */
const FAR_OFFSET = 100;
/**
 * Expanded answers sent in pieces at a time. Each holds one connection of the pool while it asks
 * for another; were the pool full of such, none would ever get it.
 */
const MOST_EXPANDED_STREAMS = 8;

const JSON_LIST = { open: '[', first: '', between: ',', close: ']' };

/** Answers list requests: checked query, raw rows, text or file; no record is ever made. */
@Injectable()
export class ListReader {
  private readonly limit = new ConcurrencyLimit(MOST_EXPANDED_STREAMS);

  constructor(
    private readonly database: Database,
    private readonly memory: ListMemory,
    private readonly additions: AdditionReader,
  ) {}

  /**
   * @param request with the address of the list, for the link to the next page
   * @param added what each row is sent with, beside its columns
   * @throws ApiError 400 as `listFormat`, `parseListQuery`, `decodeCursor` and `refusedFilter`
   */
  async read(
    model: ModelDefinition,
    parameters: FieldMap,
    request: ListRequest,
    added?: Additions,
  ): Promise<Answer> {
    const format = listFormat(parameters, request);
    const query = parseListQuery(model, parameters);
    try {
      return await this.answer(model, query, format, request, added);
    } catch (error) {
      throw refusedFilter(error, [...query.filters, ...query.equalities]);
    }
  }

  private async answer(
    model: ModelDefinition,
    query: ListQuery,
    format: ListFormat,
    request: ListRequest,
    added?: Additions,
  ): Promise<Answer> {
    const where = conditionsOf(query, this.database.dialect);
    const list = this.memory.list(model.table, where);
    const count = () => this.memory.total(list, () => this.count(model, where));
    const start = this.startOf(query);
    const writer = this.writer(format, model, query, added);
    const link = (cursor: string) => ({ Link: nextLink(request.url, cursor) });
    if (query.limit === null || query.limit > LONGEST_HELD) {
      const [total, end] = await Promise.all([count(), this.endOf(model, query, where, start)]);
      const pieces = writer.pieces(this.batches(model, query, where, start, end));
      return new Answer(200, added ? this.limit.of(pieces) : pieces, {
        'X-Total-Count': total,
        ...(end && link(encodeCursor(query.sort, end.values))),
        ...writer.headers,
      });
    }
    const order = orderName(query.sort);
    const from = start ?? this.memory.position(list, order, query.offset);
    const columns = selectedColumns(model, query);
    const page = { columns, where, sort: query.sort, limit: query.limit };
    const { text, values } = pageStatement(
      model,
      from ? { ...page, offset: 0, from } : { ...page, offset: query.offset },
      this.database.dialect,
    );
    // A first page that is not full is the whole list; for any other page the count runs beside it.
    if (start || query.offset > 0) void count();
    const rows = await this.database.rows(text, values);
    const first = rows[0];
    const last = rows.at(-1);
    if (!start && first && query.offset >= FAR_OFFSET && isSeekable(query.sort)) {
      const position = { values: sortValues(query.sort, columns, first), inclusive: true };
      this.memory.remember(list, order, query.offset, position);
    }
    const whole = !start && query.offset === 0 && rows.length < query.limit;
    const total = whole ? rows.length : await count();
    const complete = start ? rows.length < query.limit : query.offset + rows.length >= total;
    const headers = {
      'X-Total-Count': total,
      ...(last &&
        !complete &&
        isSeekable(query.sort) &&
        link(encodeCursor(query.sort, sortValues(query.sort, columns, last)))),
      ...writer.headers,
    };
    return new Answer(200, await writer.page(rows), headers);
  }

  private async count(model: ModelDefinition, where: Statement): Promise<number> {
    const { text, values } = countStatement(model, where, this.database.dialect);
    const [row] = await this.database.rows(text, values);
    return Number(row?.[0]);
  }

  /** Where a cursor points to; undefined without one and for the empty one of the first page. */
  private startOf({ after, sort }: ListQuery): Position | undefined {
    if (after === null) return undefined;
    if (!isSeekable(sort)) throw new ApiError(400, 'invalid-cursor');
    return after === '' ? undefined : { values: decodeCursor(sort, after), inclusive: false };
  }

  /**
   * The last row of a page that is sent in pieces, since its link goes out before its rows;
   * undefined when no row follows it.
   */
  private async endOf(
    model: ModelDefinition,
    { sort, limit, offset }: ListQuery,
    where: Statement,
    from: Position | undefined,
  ): Promise<Position | undefined> {
    if (limit === null || !isSeekable(sort)) return undefined;
    const columns = sort.map(({ column }) => column);
    const lastAndNext = { limit: 2, offset: (from ? 0 : offset) + limit - 1 };
    const page = { columns, where, sort, ...lastAndNext, ...(from && { from }) };
    const { text, values } = pageStatement(model, page, this.database.dialect);
    const [last, next] = await this.database.rows(text, values);
    return last && next ? { values: last, inclusive: true } : undefined;
  }

  /** @throws ApiError 400 `invalid-expand` for records that a table can not hold */
  private writer(
    format: ListFormat,
    model: ModelDefinition,
    query: ListQuery,
    added: Additions | undefined,
  ): ListWriter {
    const presenter = presenterFor(model, query);
    if (format !== 'json') {
      if (added && added.expanded.length > 0) throw onlyInJson();
      const { columns } = query;
      return fileWriter({ format, name: model.resource, columns, shown: presenter });
    }
    if (!added) return textWriter(JSON_LIST, (rows) => membersOf(rows, presenter), {});
    // The key is selected even where it is not shown, since every order ends with it.
    const columns = selectedColumns(model, query);
    const write = async (rows: readonly SqlRow[]) => {
      const texts = await this.additions.texts(added, columns, rows);
      return rows.map((row, at) => withMembers(presenter.row(row), texts[at] ?? '')).join(',');
    };
    return textWriter(JSON_LIST, write, {});
  }

  private batches(
    model: ModelDefinition,
    query: ListQuery,
    where: Statement,
    from: Position | undefined,
    until: Position | undefined,
  ): AsyncIterable<SqlRow[]> {
    const { sort, limit, offset } = query;
    const columns = selectedColumns(model, query);
    const statement = pageStatement(
      model,
      {
        columns,
        where,
        sort,
        // The end is a row, not a number: what others insert meanwhile must not fall between pages.
        limit: until ? Number.MAX_SAFE_INTEGER : limit,
        offset: from ? 0 : offset,
        ...(from && { from }),
        ...(until && { until }),
      },
      this.database.dialect,
    );
    return this.database.batches(statement.text, statement.values);
  }
}

/** Rows as members of a JSON list; a loop, since long lists spend their time here. */
function membersOf(rows: readonly SqlRow[], presenter: Presenter): string {
  let text = '';
  for (let index = 0; index < rows.length; index++) {
    text += (index === 0 ? '' : ',') + presenter.row(rows[index] ?? []);
  }
  return text;
}

function onlyInJson(): ApiError {
  const problem = { code: 'expansion-only-in-json', field: EXPAND };
  return new ApiError(400, 'invalid-expand', { problems: [problem] });
}

function presenterFor(model: ModelDefinition, query: ListQuery): Presenter {
  return query.columns === model.visible
    ? presenterOf(model)
    : new Presenter(query.columns, selectedColumns(model, query));
}

/** The columns to select: those of the answer, then those that only its order or display needs. */
function selectedColumns(
  model: ModelDefinition,
  { columns, sort }: ListQuery,
): readonly ColumnDefinition[] {
  if (columns === model.visible) return columns;
  const names = columns.flatMap(({ shown }) => shown?.from ?? []);
  const further = [
    ...sort.map(({ column }) => column),
    ...model.visible.filter(({ name }) => names.includes(name)),
  ];
  return [...new Set([...columns, ...further])];
}

function sortValues(
  sort: readonly SortKey[],
  columns: readonly ColumnDefinition[],
  row: SqlRow,
): SqlValue[] {
  return sort.map(({ column }) => row[columns.indexOf(column)] as SqlValue);
}

/** Whether a row's own values say where it stands in the order. */
function isSeekable(sort: readonly SortKey[]): boolean {
  return sort.every(({ asInteger }) => !asInteger);
}

function orderName(sort: readonly SortKey[]): string {
  return sort
    .map(({ column, descending, asInteger }) => `${column.name}${descending}${asInteger}`)
    .join();
}

/** The address of the list with its cursor replaced, as RFC 8288 writes it. */
function nextLink(path: string, cursor: string): string {
  const start = path.includes('?') ? path.indexOf('?') : path.length;
  const [address, search] = [path.slice(0, start), path.slice(start + 1)];
  const kept = search.split('&').filter((pair) => pair && !/^(?:after|offset)(?:=|$)/.test(pair));
  return `<${encodeLink(address)}?${[...kept.map(encodeLink), `after=${cursor}`].join('&')}>; rel="next"`;
}

/** Header values may hold neither raw brackets of the URI syntax nor letters beyond Latin-1. */
function encodeLink(text: string): string {
  return text.replace(/[^!#$%&'()*+,\-./0-9:;=?@A-Z_a-z~]/g, encodeURIComponent);
}
