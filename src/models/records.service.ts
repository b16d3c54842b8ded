import { Injectable } from '@nestjs/common';
import { hash } from 'node:crypto';
import { Database } from '../kernel/database/database.js';
import type { SqlRow } from '../kernel/database/sql-value.js';
import { fold } from '../kernel/database/fold.js';
import { ApiError } from '../kernel/errors/api-error.js';
import { RuleError } from '../kernel/errors/problem.js';
import { Answer, Confirmation } from '../kernel/http/answer.js';
import { languageOf, originOf, type ApiRequest } from '../kernel/http/api-request.js';
import { RequestFields } from '../kernel/http/request-fields.js';
import type { FieldMap } from '../kernel/http/form-fields.js';
import { ignoredFields } from '../kernel/http/ignored-fields.js';
import { Translator } from '../kernel/translation/translator.js';
import type { ResolvedExpansion } from './expand/expansion.js';
import { ExpansionReader, withMembers } from './expand/expansion-reader.js';
import type { Context } from './context/context.js';
import type { Sent } from './context/sent.js';
import { readInput, typedValue, type RecordInput } from './life-cycle/input.js';
import { LifeCycle } from './life-cycle/life-cycle.js';
import { selectByKey } from './life-cycle/statements.js';
import { Presenter, presenterOf } from './presenter.js';
import { chosenColumns } from './query/list-query.js';
import { comparisonOf, type ColumnDefinition, type ColumnValue } from './registry/column.js';
import { SCHEMA_SEGMENT } from './schema/schema-answer.js';
import type { ModelDefinition } from './registry/model-definition.js';

type Values = Record<string, ColumnValue>;
type Fields = Readonly<Record<string, unknown>>;

interface Saving {
  readonly record: object;
  readonly before: Readonly<object> | null;
  readonly input: RecordInput;
  readonly context: Context;
}

/** The generic create, read, update and delete of one record, as requests ask for it. */
@Injectable()
export class RecordsService {
  private readonly selects = new WeakMap<ModelDefinition, string>();

  constructor(
    private readonly database: Database,
    private readonly lifeCycle: LifeCycle,
    private readonly translator: Translator,
    private readonly expansions: ExpansionReader,
    private readonly requestFields: RequestFields,
  ) {}

  /** @throws ApiError 404 `record-not-found`, 400 as `chosenColumns` */
  async read(
    model: ModelDefinition,
    request: ApiRequest,
    query: FieldMap,
    expanded: readonly ResolvedExpansion[] = [],
  ): Promise<Answer> {
    const columns = chosenColumns(model, query);
    const row = await this.row(model, request.apiPath.id);
    if (!row) throw new ApiError(404, 'record-not-found');
    let body = written(model, columns, row);
    if (expanded.length > 0) {
      const key = row[model.visible.indexOf(model.key)];
      const membersOf = await this.expansions.members(expanded, [key]);
      body = withMembers(body, membersOf(key));
    }
    const tag = `"${hash('sha1', body, 'base64url')}"`;
    const known = request.headers['if-none-match']?.split(',').map((each) => each.trim());
    return known?.some((each) => each === tag || each === `W/${tag}` || each === '*')
      ? new Answer(304, '', { ETag: tag })
      : new Answer(200, body, { ETag: tag });
  }

  /** @throws ApiError 400 `duplicate-record`, `no-data-received-form`, `record-save-error` */
  async create(model: ModelDefinition, request: ApiRequest): Promise<Answer> {
    const fields = await this.requestFields.of(request);
    const input = this.input(model, fields);
    refuseReservedKey(model, input);
    const key = keyOf(model, input) ?? typedKey(model, request.apiPath.id);
    const saved = await this.lifeCycle.run(async (context) => {
      const existing = key === null ? null : await context.records.find(model.entity, key);
      if (existing) {
        const data = presenterOf(model).record(existing);
        throw new ApiError(400, 'duplicate-record', { data });
      }
      if (Object.keys(fields).length === 0) throw new ApiError(400, 'no-data-received-form');
      const record = Object.assign(await context.records.blank(model.entity), input.values);
      await this.saving(model, { record, before: null, input, context }, () =>
        context.records.insertAll(model.entity, [record], sentBy(input)),
      );
      return this.saved(model, record, context);
    }, originOf(request));
    return this.written(saved, input, request);
  }

  /** @throws ApiError 404 `record-not-found`, 400 as `create` and `primary-key-mismatch` */
  async update(model: ModelDefinition, request: ApiRequest): Promise<Answer> {
    const fields = await this.requestFields.of(request);
    const input = this.input(model, fields);
    const key = this.keyToUpdate(model, input, request.apiPath.id);
    const saved = await this.lifeCycle.run(async (context) => {
      const record =
        key === null ? null : await context.records.find(model.entity, key, { lock: true });
      if (!record) throw new ApiError(404, 'record-not-found');
      if (Object.keys(fields).length === 0) throw new ApiError(400, 'no-data-received-form');
      const before: Readonly<object> = Object.assign(new model.entity(), record);
      const { [model.key.name]: _key, ...changes } = input.values;
      Object.assign(record, changes);
      await this.saving(model, { record, before, input, context }, () =>
        context.records.updateAll(model.entity, [{ record, before }], sentBy(input)),
      );
      return this.saved(model, record, context);
    }, originOf(request));
    return this.written(saved, input, request);
  }

  /** @throws ApiError 404 `record-not-found`, 400 `record-deleted-error` with the reasons */
  async remove(model: ModelDefinition, request: ApiRequest): Promise<Answer> {
    const key = typedKey(model, request.apiPath.id);
    const data = await this.lifeCycle.run(async (context) => {
      const record =
        key === null ? null : await context.records.find(model.entity, key, { lock: true });
      if (!record) throw new ApiError(404, 'record-not-found');
      try {
        await context.records.remove(model.entity, record);
        await context.settle();
      } catch (error) {
        if (!(error instanceof RuleError)) throw error;
        throw new ApiError(400, 'record-deleted-error', { problems: error.problems });
      }
      return presenterOf(model).record(record);
    }, originOf(request));
    return this.confirmation('record-deleted-correctly', data, request);
  }

  private input(model: ModelDefinition, fields: Fields): RecordInput {
    return readInput(model, fields, this.lifeCycle.rulesOf(model).extraFields);
  }

  /** The visible columns of the record with a key. */
  private async row(model: ModelDefinition, id: string): Promise<SqlRow | undefined> {
    const key = typedKey(model, id);
    if (key === null) return undefined;
    const value = this.database.dialect.value(key, comparisonOf(model.key));
    const rows = await this.database.rows(this.selectByKey(model), [value]);
    return rows[0];
  }

  private selectByKey(model: ModelDefinition): string {
    const known = this.selects.get(model);
    if (known) return known;
    const select = selectByKey(model, this.database.dialect);
    this.selects.set(model, select);
    return select;
  }

  /** The key in the body finds the record; one in the path must then be the same. */
  private keyToUpdate(
    model: ModelDefinition,
    input: RecordInput,
    id: string,
  ): string | number | null {
    const inBody = keyOf(model, input);
    const inPath = typedKey(model, id);
    if (id === '' || inBody === null) return id === '' ? inBody : inPath;
    if (inPath !== null && fold(String(inBody)) !== fold(String(inPath))) {
      const problem = { code: 'primary-key-mismatch', field: model.key.name };
      throw new ApiError(400, 'record-save-error', { problems: [problem] });
    }
    return inPath;
  }

  /** Runs the rules; a refusal shows the record as far as they came. */
  private async saving(
    model: ModelDefinition,
    { record, before, input, context }: Saving,
    save: () => Promise<void>,
  ): Promise<void> {
    try {
      const [first, ...others] = input.problems;
      if (first) {
        await context.records.normalise(model.entity, record, before, sentBy(input));
        throw new RuleError(first, ...others);
      }
      await save();
      await context.settle();
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      const data = presenterOf(model).record(record);
      throw new ApiError(400, 'record-save-error', { problems: error.problems, data });
    }
  }

  /** The saved record as a following GET would show it. */
  private async saved(model: ModelDefinition, record: object, context: Context): Promise<string> {
    const key = (record as Values)[model.key.name] as string | number;
    const stored = (await context.records.find(model.entity, key)) ?? record;
    const text = presenterOf(model).record(stored);
    const shownOnce = this.lifeCycle.rulesOf(model).created?.(record, context);
    return shownOnce && Object.keys(shownOnce).length > 0
      ? `${text.slice(0, -1)},${JSON.stringify(shownOnce).slice(1)}`
      : text;
  }

  private written(data: string, input: RecordInput, request: ApiRequest): Answer {
    const headers = ignoredFields(input.ignored);
    return this.confirmation('record-updated-correctly', data, request, headers);
  }

  private confirmation(
    code: string,
    data: string,
    request: ApiRequest,
    headers: Readonly<Record<string, string>> = {},
  ): Answer {
    const text = this.translator.text(code, {}, languageOf(request));
    return new Confirmation(text, data, headers);
  }
}

function sentBy({ values, extra }: RecordInput): Sent {
  return { columns: new Set(Object.keys(values)), extra };
}

/** A row of all visible columns as an object of some of them. */
function written(
  model: ModelDefinition,
  columns: readonly ColumnDefinition[],
  row: SqlRow,
): string {
  if (columns === model.visible) return presenterOf(model).row(row);
  const selected = [...new Set([...columns, ...model.visible])];
  const values = selected.map((column) => row[model.visible.indexOf(column)]);
  return new Presenter(columns, selected).row(values);
}

/** The key that a body carries; null without one. */
function keyOf(model: ModelDefinition, { values, problems }: RecordInput): string | number | null {
  // MySQL would take `24:00` for the number 24.
  if (problems.some(({ field }) => field === model.key.name)) return null;
  const value = values[model.key.name];
  if (value === '' || value === 0 || value === '0') return null;
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

/** A record of that key could not be read: its address is that of the schema. */
function refuseReservedKey(model: ModelDefinition, { values, problems }: RecordInput): void {
  const value = values[model.key.name];
  if (value !== SCHEMA_SEGMENT) return;
  problems.push({ code: 'reserved-key', field: model.key.name, params: { value } });
}

/** The key that a path segment means; null when the model can have no such key. */
function typedKey(model: ModelDefinition, id: string): string | number | null {
  if (id === '' || id.includes('\0')) return null;
  if (model.key.kind !== 'integer') return id.toWellFormed();
  const typed = /^\d+$/.test(id) ? typedValue(model.key, id) : { value: null };
  return 'value' in typed && typeof typed.value === 'number' ? typed.value : null;
}
