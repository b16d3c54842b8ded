import { Injectable } from '@nestjs/common';
import { Database } from '../../kernel/database/database.js';
import type { SqlRow, SqlValue } from '../../kernel/database/sql-value.js';
import type { Statement } from '../../kernel/database/sql.js';
import { ApiError } from '../../kernel/errors/api-error.js';
import { Answer, StreamedAnswer } from '../../kernel/http/answer.js';
import type { CsvStyle } from '../../kernel/text/csv.js';
import type { FieldMap } from '../../kernel/http/body/form-fields.js';
import { withMembers } from '../../kernel/http/routes/json-writer.js';
import { AdditionReader, type Additions } from '../expand/additions.js';
import { EXPAND } from '../expand/expansions.js';
import { Translator } from '../../kernel/translation/translator.js';
import { Presenter, presenterOf } from '../presenter.js';
import { comparisonOf, type ColumnDefinition } from '../registry/column.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import { decodeCursor, encodeCursor, isCursor, type CursorPlace } from './cursor.js';
import type { IgnoredParameters } from './ignored-parameters.js';
import { fileWriter } from './list-file.js';
import { csvStyle, listFormat, type ListFormat, type ListRequest } from './list-format.js';
import { ListMemory } from './list-memory.js';
import { refusedFilter } from './list-pattern.js';
import { parseListQuery, type ListQuery, type SortKey } from './list-query.js';
import { conditionsOf, countStatement, pageStatement, type Position } from './list-statement.js';
import { expandedWriter, textWriter, type ListWriter } from './list-writer.js';
import type { VisibleRows } from '../visible-rows.js';

/** Longer answers, in rows or in bytes, are sent in pieces while they are read. */
const LONGEST_HELD = 1000;
const MOST_HELD_BYTES = 1_000_000;
/** So many rows are held however large they are. */
const SURELY_SHORT = 50;
/** From here on it pays to remember where a page begins. */
const FAR_OFFSET = 100;
const JSON_LIST = { open: '[', first: '', between: ',', close: ']' };

/** What a list is read with, beside its parameters. */
export interface ListReading {
  /** Takes the parameters that mean nothing. */
  readonly ignored: IgnoredParameters;
  /** What each row is sent with, beside its columns. */
  readonly added?: Additions | undefined;
  /** What rows must say beside all that is asked for; absent for nothing. */
  readonly visible?: VisibleRows | undefined;
}

/** A list as it was asked for. */
interface WantedList {
  readonly model: ModelDefinition;
  readonly query: ListQuery;
  readonly where: Statement;
  /** What is known of it from a moment ago. */
  readonly memory: ReturnType<ListMemory['list']>;
  readonly count: () => Promise<number>;
  /** Where its cursor points to. */
  readonly start: Position | undefined;
  readonly writer: ListWriter;
  readonly url: string;
}

/** Answers list requests: checked query, raw rows, text or file; no record is ever made. */
@Injectable()
export class ListReader {
  constructor(
    private readonly database: Database,
    private readonly memory: ListMemory,
    private readonly additions: AdditionReader,
    private readonly translator: Translator,
  ) {}

  /**
   * @param request with the address of the list, for the link to the next page
   * @throws ApiError 400 as `parseListQuery`, `decodeCursor`, `IgnoredParameters.test` and
   *   `refusedFilter`
   */
  async read(
    model: ModelDefinition,
    parameters: FieldMap,
    request: ListRequest,
    { ignored, added, visible }: ListReading,
  ): Promise<Answer> {
    const format = listFormat(parameters, request, ignored);
    const style = csvStyle(parameters, this.translator.language, ignored);
    const query = withinVisible(parseListQuery(model, parameters, ignored), visible);
    const place = this.placeOf(query, ignored);
    ignored.test(request);
    const start = await this.startAt(place, model, query.sort);
    const where = conditionsOf(query, this.database.dialect);
    const memory = this.memory.list(model.table, where);
    const wanted: WantedList = {
      ...{ model, query, where, memory, start },
      count: () => this.memory.total(memory, () => this.count(model, where)),
      writer: this.writer({ format, style }, model, query, added),
      url: request.url,
    };
    try {
      return await this.answer(wanted);
    } catch (error) {
      throw refusedFilter(error, [...query.filters, ...query.bare]);
    }
  }

  private async answer(wanted: WantedList): Promise<Answer> {
    const { limit } = wanted.query;
    const isShort = (rows: number) => rows <= LONGEST_HELD;
    const tried =
      (limit !== null && isShort(limit)) || isShort(await wanted.count())
        ? await this.held(wanted)
        : null;
    return tried ?? this.streamed(wanted);
  }

  /** All rows in one answer; null when they are too large for that. */
  private async held(wanted: WantedList): Promise<Answer | null> {
    const { model, query, where, memory, count, start, writer } = wanted;
    const { sort, offset, limit } = query;
    const order = orderName(sort);
    const from = start ?? this.memory.position(memory, order, offset);
    const columns = selectedColumns(model, query);
    const page = { columns, where, sort, limit };
    const statement = pageStatement(
      model,
      from ? { ...page, offset: 0, from } : { ...page, offset },
      this.database.dialect,
    );
    // A first page that is not full is the whole list; for any other page the count runs beside it.
    if (start || offset > 0) void count();
    const rows = await this.rowsOf(statement, limit);
    if (!rows) return null;
    const first = rows[0];
    const last = rows.at(-1);
    if (!start && first && offset >= FAR_OFFSET && isSeekable(sort)) {
      const position = { values: sortValues(sort, columns, first), inclusive: true };
      this.memory.remember(memory, order, offset, position);
    }
    const isFull = limit !== null && rows.length >= limit;
    const whole = !start && offset === 0 && !isFull;
    const total = whole ? rows.length : await count();
    const complete = !isFull || (!start && offset + rows.length >= total);
    const headers = {
      'X-Total-Count': total,
      ...(last &&
        !complete &&
        isSeekable(sort) &&
        linkAfter(wanted, sortValues(sort, columns, last))),
      ...writer.headers,
    };
    return new Answer(200, await writer.page(rows), headers);
  }

  /** The rows as they are read, with a turn of those who read long results. */
  private async streamed(wanted: WantedList): Promise<Answer> {
    const { model, query, where, count, start, writer } = wanted;
    const [total, end] = await Promise.all([count(), this.endOf(model, query, where, start)]);
    const pieces = writer.pieces(this.batches(model, query, where, start, end));
    return new StreamedAnswer(pieces, {
      'X-Total-Count': total,
      ...(end && linkAfter(wanted, end.values)),
      ...writer.headers,
    });
  }

  /** Rows of a page that are to be held; null when they are too large. */
  private rowsOf({ text, values }: Statement, limit: number | null): Promise<SqlRow[] | null> {
    return limit !== null && limit <= SURELY_SHORT
      ? this.database.rows(text, values)
      : this.database.rowsWithin(MOST_HELD_BYTES, text, values);
  }

  private async count(model: ModelDefinition, where: Statement): Promise<number> {
    const { text, values } = countStatement(model, where, this.database.dialect);
    const [row] = await this.database.rows(text, values);
    return Number(row?.[0]);
  }

  /**
   * Where a cursor points to; undefined without one and for the empty one of the first page. What
   * is none is ignored, but not one of another order: its client would never come to an end.
   */
  private placeOf({ after, sort }: ListQuery, ignored: IgnoredParameters): CursorPlace | undefined {
    if (after === null) return undefined;
    if (after !== '' && !isCursor(after)) {
      ignored.add('after');
      return undefined;
    }
    if (!isSeekable(sort)) throw new ApiError(400, 'invalid-cursor');
    return after === '' ? undefined : decodeCursor(sort, after);
  }

  /** @throws ApiError 400 `invalid-cursor` where the row that it names by its key is gone */
  private async startAt(
    place: CursorPlace | undefined,
    model: ModelDefinition,
    sort: readonly SortKey[],
  ): Promise<Position | undefined> {
    if (!place) return undefined;
    if ('values' in place) return { values: place.values, inclusive: false };
    const { dialect } = this.database;
    const comparison = comparisonOf(model.key);
    const where = {
      text: `${dialect.operand(model.key.name, comparison)} = ?`,
      values: [dialect.value(place.key, comparison)],
    };
    const columns = sort.map(({ column }) => column);
    const page = { columns, where, sort, limit: 1, offset: 0 };
    const { text, values } = pageStatement(model, page, dialect);
    const [row] = await this.database.rows(text, values);
    if (!row) throw new ApiError(400, 'invalid-cursor');
    return { values: row, inclusive: false };
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
    { format, style }: { readonly format: ListFormat; readonly style: CsvStyle },
    model: ModelDefinition,
    query: ListQuery,
    added: Additions | undefined,
  ): ListWriter {
    const presenter = presenterFor(model, query);
    if (format !== 'json') {
      if (added && added.expanded.length > 0) throw onlyInJson();
      const { columns } = query;
      return fileWriter({ format, name: model.resource, columns, shown: presenter, style });
    }
    if (!added) return textWriter(JSON_LIST, (rows) => membersOf(rows, presenter), {});
    // The key is selected even where it is not shown, since every order ends with it.
    const columns = selectedColumns(model, query);
    return expandedWriter(JSON_LIST, async (rows) => {
      const texts = await this.additions.texts(added, columns, rows);
      if (!texts) return null;
      return rows.map((row, at) => withMembers(presenter.row(row), texts[at] ?? '')).join(',');
    });
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

function withinVisible(query: ListQuery, visible: VisibleRows | undefined): ListQuery {
  return visible ? { ...query, bare: [...query.bare, visible] } : query;
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

function linkAfter({ query, url }: WantedList, values: readonly SqlValue[]): { Link: string } {
  return { Link: nextLink(url, encodeCursor(query.sort, values)) };
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
