import { Injectable } from '@nestjs/common';
import { Database } from '../kernel/database/database.js';
import type { SqlRow } from '../kernel/database/sql-value.js';
import { fold } from '../kernel/database/fold.js';
import { RuleError } from '../kernel/errors/problem.js';
import {
  DeletionError,
  InvalidRequestError,
  NotFoundError,
  SaveError,
} from '../kernel/errors/refusal.js';
import type { Origin } from '../kernel/http/api-request.js';
import { isLongerThan } from '../kernel/text/cut-text.js';
import { withEntities } from '../kernel/text/escape.js';
import { ShownRecord, withMembers } from '../kernel/http/routes/json-writer.js';
import type { Context } from './context/context.js';
import type { Sent } from './context/sent.js';
import { existsAlready } from './existing-record.js';
import { AdditionReader, type Additions } from './expand/additions.js';
import { readInput, typedValue, type RecordInput } from './life-cycle/input.js';
import { LifeCycle } from './life-cycle/life-cycle.js';
import { selectByKey } from './life-cycle/statements.js';
import { Presenter, presenterOf } from './presenter.js';
import {
  comparisonOf,
  formsOf,
  type ColumnDefinition,
  type ColumnValue,
} from './registry/column.js';
import { SCHEMA_SEGMENT } from './schema/schema-answer.js';
import type { ModelDefinition } from './registry/model-definition.js';
import { isVisible, type VisibleRows } from './visible-rows.js';

type Values = Record<string, ColumnValue>;
type Fields = Readonly<Record<string, unknown>>;

interface Saving {
  readonly record: object;
  readonly before: Readonly<object> | null;
  readonly input: RecordInput;
  readonly context: Context;
}

/** What a client sends of a record, and to which address. */
export interface SentRecord {
  /** The key in the address; empty without one. */
  readonly id: string;
  readonly fields: Fields;
  readonly origin: Origin | null;
  /** Which records the client may see; absent for all. */
  readonly visible?: VisibleRows | undefined;
}

/** How a record is read. */
export interface Reading {
  /** What it is sent with, beside its columns. */
  readonly added?: Additions | undefined;
  /** Which records the client may see; absent for all. */
  readonly visible?: VisibleRows | undefined;
}

export interface SavedRecord {
  /** As a following GET shows it, with what is shown once. */
  readonly record: object;
  /** Names of fields that meant nothing. */
  readonly ignored: readonly string[];
}

/** The generic create, read, update and delete of one record. */
@Injectable()
export class RecordsService {
  private readonly selects = new WeakMap<ModelDefinition, string>();

  constructor(
    private readonly database: Database,
    private readonly lifeCycle: LifeCycle,
    private readonly additions: AdditionReader,
  ) {}

  /**
   * The record of a key as JSON text, straight from its row.
   *
   * @param columns those that it is shown with
   * @throws NotFoundError `record-not-found`
   */
  async read(
    model: ModelDefinition,
    id: string,
    columns: readonly ColumnDefinition[],
    { added, visible }: Reading = {},
  ): Promise<string> {
    const row = await this.row(model, id);
    if (!row || (visible && !isVisible(named(model, row), visible))) throw new NotFoundError();
    const text = written(model, columns, row);
    if (!added) return text;
    const [members = ''] = (await this.additions.texts(added, model.visible, [row])) ?? [];
    return withMembers(text, members);
  }

  /**
   * @throws DuplicateError; InvalidRequestError `no-data-received-form`; SaveError with the record
   *   as far as its rules came
   */
  create(
    model: ModelDefinition,
    { id, fields, origin, visible }: SentRecord,
  ): Promise<SavedRecord> {
    const input = this.input(model, fields);
    refuseReservedKey(model, input);
    const key = possibleKey(model, keyOf(model, input) ?? typedKey(model, id));
    return this.lifeCycle.run(async (context) => {
      const existing = key === null ? null : await context.records.find(model.entity, key);
      if (existing) {
        throw existsAlready(
          model,
          isVisible(existing, visible) ? existing : { [model.key.name]: key },
        );
      }
      testFilled(fields);
      const record = Object.assign(await context.records.blank(model.entity), input.values);
      await this.saving(model, { record, before: null, input, context }, () =>
        context.records.insertAll(model.entity, [record], sentBy(input)),
      );
      return this.saved(model, record, input, context);
    }, origin);
  }

  /** @throws NotFoundError `record-not-found`; SaveError `primary-key-mismatch`, and as `create` */
  async update(
    model: ModelDefinition,
    { id, fields, origin, visible }: SentRecord,
  ): Promise<SavedRecord> {
    const input = this.input(model, fields);
    const key = this.keyToUpdate(model, input, id);
    return this.lifeCycle.run(async (context) => {
      const record =
        key === null ? null : await context.records.find(model.entity, key, { lock: true });
      if (!record || !isVisible(record, visible)) throw new NotFoundError();
      testFilled(fields);
      const before: Readonly<object> = Object.assign(new model.entity(), record);
      const { [model.key.name]: _key, ...changes } = input.values;
      Object.assign(record, changes);
      await this.saving(model, { record, before, input, context }, () =>
        context.records.updateAll(model.entity, [{ record, before }], sentBy(input)),
      );
      return this.saved(model, record, input, context);
    }, origin);
  }

  /**
   * @returns the record that was
   * @throws NotFoundError `record-not-found`; DeletionError with the reasons
   */
  remove(
    model: ModelDefinition,
    id: string,
    origin: Origin | null,
    visible?: VisibleRows,
  ): Promise<object> {
    const key = typedKey(model, id);
    return this.lifeCycle.run(async (context) => {
      const record =
        key === null ? null : await context.records.find(model.entity, key, { lock: true });
      if (!record || !isVisible(record, visible)) throw new NotFoundError();
      try {
        await context.records.remove(model.entity, record);
        await context.settle();
      } catch (error) {
        if (!(error instanceof RuleError)) throw error;
        throw new DeletionError(error.problems);
      }
      return record;
    }, origin);
  }

  private input(model: ModelDefinition, fields: Fields): RecordInput {
    return readInput(model, fields, this.lifeCycle.rulesOf(model).extraFields);
  }

  /** The visible columns of the record with a key. */
  private async row(model: ModelDefinition, id: string): Promise<SqlRow | undefined> {
    const key = typedKey(model, id);
    if (key === null) return undefined;
    for (const form of formsOf(key)) {
      const value = this.database.dialect.value(form, comparisonOf(model.key));
      const [row] = await this.database.rows(this.selectByKey(model), [value]);
      if (row) return row;
    }
    return undefined;
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
    const sent = keyOf(model, input);
    const inBody = possibleKey(model, sent);
    const inPath = typedKey(model, id);
    if (id === '' || sent === null) return id === '' ? inBody : inPath;
    if (inPath !== null && (inBody === null || comparable(inBody) !== comparable(inPath))) {
      const problem = { code: 'primary-key-mismatch', field: model.key.name };
      throw new SaveError('record-save-error', { problems: [problem] });
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
      throw new SaveError('record-save-error', { problems: error.problems, record });
    }
  }

  /** The saved record as a following GET would show it. */
  private async saved(
    model: ModelDefinition,
    record: object,
    { ignored }: RecordInput,
    context: Context,
  ): Promise<SavedRecord> {
    const key = (record as Values)[model.key.name] as string | number;
    const stored = (await context.records.find(model.entity, key)) ?? record;
    const shownOnce = this.lifeCycle.rulesOf(model).created?.(record, context);
    return { record: shownOnce ? new ShownRecord(stored, shownOnce) : stored, ignored };
  }
}

/** @throws InvalidRequestError `no-data-received-form` for a body without fields */
function testFilled(fields: Fields): void {
  if (Object.keys(fields).length === 0) throw new InvalidRequestError('no-data-received-form');
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

/** A row of all visible columns by their names. */
function named(model: ModelDefinition, row: SqlRow): object {
  return Object.fromEntries(model.visible.map(({ name }, index) => [name, row[index]]));
}

/** Keys are the same whatever their case, and with entities or without. */
function comparable(key: string | number): string {
  return fold(withEntities(String(key)));
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

/**
 * The key, or null where it is longer than its column: no record has it, and none is looked for.
 * Blanks at its end do not count.
 */
function possibleKey<K extends string | number | null>(model: ModelDefinition, key: K): K | null {
  const most = model.key.length;
  const isTooLong =
    typeof key === 'string' && most !== undefined && isLongerThan(key.trimEnd(), most);
  return isTooLong ? null : key;
}

/** The key that a path segment means; null when the model can have no such key. */
function typedKey(model: ModelDefinition, id: string): string | number | null {
  if (id === '' || id.includes('\0')) return null;
  if (model.key.kind !== 'integer') return possibleKey(model, id.toWellFormed());
  const typed = /^\d+$/.test(id) ? typedValue(model.key, id) : { value: null };
  return 'value' in typed && typeof typed.value === 'number' ? typed.value : null;
}
