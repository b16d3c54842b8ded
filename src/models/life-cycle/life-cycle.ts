import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../kernel/database/unit-of-work.js';
import { Clock } from '../../kernel/dates/clock.js';
import { Translator } from '../../kernel/translation/translator.js';
import type { Origin } from '../../kernel/http/api-request.js';
import { refusalOf } from '../../kernel/database/database-error.js';
import { RuleError, type Problem } from '../../kernel/errors/problem.js';
import type { ColumnValue } from '../registry/column.js';
import type { Entity } from '../registry/decorators.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import { Registry } from '../registry/registry.js';
import { DefaultSettings } from '../../kernel/settings/default-settings.js';
import { Context, type Surroundings } from './context.js';
import { initialValue } from './initial-value.js';
import { HIGHEST_INTEGER } from './input.js';
import { KeyAllocation } from './key-allocation.js';
import { RecordTest } from './record-test.js';
import type { MasterRecords } from './master-records.js';
import { noMoreKeys, problemOf } from './refusal-problem.js';
import type { ModelRules } from './rules.js';
import { insertStatement, updateEachStatement, updateStatement } from './statements.js';

type Values = Record<string, ColumnValue>;

/**
 * The one way in which records come to be, change and go, whoever asks: normalise, validate, save,
 * react, all in one transaction.
 */
@Injectable()
export class LifeCycle {
  private readonly rules = new Map<Entity, ModelRules<object>>();

  constructor(
    readonly registry: Registry,
    readonly keys: KeyAllocation,
    readonly masters: MasterRecords,
    private readonly units: UnitOfWork,
    private readonly settings: DefaultSettings,
    private readonly clock: Clock,
    private readonly translator: Translator,
    rules: readonly ModelRules<object>[],
  ) {
    for (const each of rules) this.rules.set(each.model, each);
  }

  /**
   * One unit of work with the rules at hand.
   *
   * @param origin the request that asks for it; null for what the server does by itself
   */
  async run<R>(work: (context: Context) => Promise<R>, origin: Origin | null = null): Promise<R> {
    const settings = await this.settings.read();
    return this.units.run(async (transaction) => {
      const { language } = this.translator;
      const now = this.clock.now();
      const text: Surroundings['text'] = (key, params) => this.translator.text(key, params);
      const today = now.slice(0, 10);
      const surroundings = { now, today, language, settings, text, origin };
      const context = new Context(this, transaction, surroundings);
      const result = await work(context);
      await context.settle();
      return result;
    });
  }

  rulesOf<T extends object>(model: ModelDefinition<T>): Partial<ModelRules<T>> {
    return (this.rules.get(model.entity) ?? {}) as Partial<ModelRules<T>>;
  }

  /** A record as it is before anything is sent: initial values and defaults, no key. */
  async blank<T extends object>(model: ModelDefinition<T>, context: Context): Promise<T> {
    const record = new model.entity();
    for (const column of model.columns) {
      (record as Values)[column.name] = column.key ? null : initialValue(column, context);
    }
    await this.rulesOf(model).defaults?.(record, context);
    return record;
  }

  /** @throws RuleError when a rule, a length or the database refuses */
  async insert<T extends object>(
    model: ModelDefinition<T>,
    values: Partial<T>,
    context: Context,
  ): Promise<T> {
    const record = Object.assign(await this.blank(model, context), values);
    await this.insertRecord(model, record, context);
    return record;
  }

  /** Saves a record that `blank` made; the caller sees in it how far the rules came. */
  insertRecord<T extends object>(
    model: ModelDefinition<T>,
    record: T,
    context: Context,
  ): Promise<void> {
    return this.insertRecords(model, [record], context);
  }

  /** Saves new records together: each step of the rules for all of them, and one INSERT. */
  async insertRecords<T extends object>(
    model: ModelDefinition<T>,
    records: readonly T[],
    context: Context,
  ): Promise<void> {
    const rules = this.rulesOf(model);
    const { key } = model;
    for (const record of records) await this.test(model, record, null, context);
    for (const record of records) {
      const values = record as Values;
      if (values[key.name] === null) {
        await rules.assignKey?.(record, context);
        new RecordTest(record, model, context, true).fits(key.name as keyof T & string);
      }
      if (values[key.name] === null && !key.generated) throw new RuleError(missingKey(model));
      await rules.beforeInsert?.(record, context);
    }
    context.transaction.touch(model.table);
    for (const some of inBatches(records as readonly Values[])) {
      await this.write(model, some, context);
    }
    for (const record of records) await rules.afterInsert?.(record, context);
    for (const record of records) await rules.afterSave?.(record, null, context);
  }

  /** @throws RuleError when a rule, a length or the database refuses */
  async update<T extends object>(
    model: ModelDefinition<T>,
    record: T,
    changes: Partial<T>,
    context: Context,
  ): Promise<T> {
    const before: Readonly<T> = Object.assign(new model.entity(), record);
    Object.assign(record, changes);
    await this.updateRecord(model, record, before, context);
    return record;
  }

  /** Saves a changed record over `before`, as it was read in this unit of work. */
  updateRecord<T extends object>(
    model: ModelDefinition<T>,
    record: T,
    before: Readonly<T>,
    context: Context,
  ): Promise<void> {
    return this.updateRecords(model, [{ record, before }], context);
  }

  /** Saves changed records together: each step of the rules for all of them, and one UPDATE. */
  async updateRecords<T extends object>(
    model: ModelDefinition<T>,
    changed: readonly Changed<T>[],
    context: Context,
  ): Promise<void> {
    const rules = this.rulesOf(model);
    for (const { record, before } of changed) await this.test(model, record, before, context);
    for (const { record, before } of changed) {
      await rules.beforeUpdate?.(record, before, context);
    }
    await this.overwrite(model, changed, context);
    for (const { record, before } of changed) await rules.afterUpdate?.(record, before, context);
    for (const { record, before } of changed) await rules.afterSave?.(record, before, context);
  }

  /** @throws RuleError when a rule refuses or other records need this one */
  remove<T extends object>(model: ModelDefinition<T>, record: T, context: Context): Promise<void> {
    return this.removeRecords(model, [record], context);
  }

  /** Deletes records together: each step of the rules for all of them, and one DELETE. */
  async removeRecords<T extends object>(
    model: ModelDefinition<T>,
    records: readonly T[],
    context: Context,
  ): Promise<void> {
    const rules = this.rulesOf(model);
    for (const record of records) await rules.beforeDelete?.(record, context);
    try {
      for (const record of records) await forgetItself(model, record as Values, context);
      for (const some of inBatches(records as readonly Values[])) {
        await context.discard(model.entity, {
          [model.key.name]: some.map((values) => values[model.key.name] ?? null),
        });
      }
    } catch (error) {
      const kind = refusalOf(error)?.kind;
      if (kind !== 'still-referenced' && kind !== 'missing-reference') throw error;
      throw new RuleError({ code: 'record-in-use' });
    }
    for (const record of records) await rules.afterDelete?.(record, context);
  }

  /**
   * Normalises, as far as its test comes, a record that can not be saved because some values are
   * none of their columns: what else the test would refuse may only follow from that.
   */
  async normalise<T extends object>(
    model: ModelDefinition<T>,
    record: T,
    before: Readonly<T> | null,
    context: Context,
  ): Promise<void> {
    await this.test(model, record, before, context).catch(() => undefined);
  }

  private async test<T extends object>(
    model: ModelDefinition<T>,
    record: T,
    before: Readonly<T> | null,
    context: Context,
  ): Promise<void> {
    const test = new RecordTest(record, model, context, before === null);
    try {
      await this.rulesOf(model).test?.(record, test, before);
      test.finish();
    } catch (error) {
      if (error instanceof RuleError) error.record ??= record;
      throw error;
    }
  }

  /** Writes new records and gives them the keys that the database generated. */
  private async write(
    model: ModelDefinition,
    records: readonly Values[],
    context: Context,
  ): Promise<void> {
    const { name } = model.key;
    const { transaction } = context;
    const { sql, values } = insertStatement(model, records, transaction.dialect);
    const { insertId } = await this.attempt(model, records, context, () =>
      transaction.run(sql, values),
    );
    const step = records.length > 1 ? await transaction.keyStep() : 1;
    records.forEach((record, index) => (record[name] ??= insertId + index * step));
    const last = insertId + (records.length - 1) * step;
    // The embedded engine would count on beyond what a key can be.
    if (model.key.generated && last > HIGHEST_INTEGER) throw new RuleError(noMoreKeys(model));
  }

  private async overwrite<T extends object>(
    model: ModelDefinition<T>,
    changed: readonly Changed<T>[],
    context: Context,
  ): Promise<void> {
    const { dialect } = context.transaction;
    const different = changed
      .map(({ record, before }) => changedValues(model, record as Values, before as Values))
      .map((changes, index) => ({ ...(changed[index] as Changed<T>), changes }))
      .filter(({ changes }) => Object.keys(changes).length > 0);
    if (different.length === 0) return;
    const names = [...new Set(different.flatMap(({ changes }) => Object.keys(changes)))];
    context.transaction.touch(model.table);
    for (const some of inBatches(different)) {
      const records = some.map(({ record, before }) => {
        const values = record as Values;
        const changes = Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
        return [(before as Values)[model.key.name] as string | number, changes] as const;
      });
      const [first] = records;
      const { sql, values } =
        records.length === 1 && first
          ? updateStatement(model, first[1], { [model.key.name]: first[0] }, dialect)
          : updateEachStatement(model, records, dialect);
      const written = some.map(({ record }) => record as Values);
      await this.attempt(model, written, context, () => context.transaction.run(sql, values));
    }
  }

  /** Runs a statement and explains in terms of fields what the database refuses. */
  private async attempt<R>(
    model: ModelDefinition,
    records: readonly Values[],
    context: Context,
    statement: () => Promise<R>,
  ): Promise<R> {
    try {
      return await statement();
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal || refusal.kind === 'conflict') throw error;
      throw new RuleError(await problemOf(refusal, model, records, context));
    }
  }
}

/** A record with its new values, and as it was. */
export interface Changed<T> {
  readonly record: T;
  readonly before: Readonly<T>;
}

/** One statement can bind some thirty thousand values. */
const MOST_AT_ONCE = 250;

function* inBatches<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length <= MOST_AT_ONCE) {
    if (items.length > 0) yield items;
    return;
  }
  for (let start = 0; start < items.length; start += MOST_AT_ONCE) {
    yield items.slice(start, start + MOST_AT_ONCE);
  }
}

/** MySQL takes a record that refers to itself for one that another record needs. */
async function forgetItself<T extends object>(
  model: ModelDefinition<T>,
  record: Values,
  context: Context,
): Promise<void> {
  const key = record[model.key.name];
  const own = model.columns.filter(
    ({ name, nullable, references }) =>
      references?.table === model.table && nullable && record[name] === key,
  );
  if (own.length === 0) return;
  const nulls = Object.fromEntries(own.map(({ name }) => [name, null])) as Partial<T>;
  await context.assign(model.entity, { [model.key.name]: key }, nulls);
}

function changedValues(model: ModelDefinition, values: Values, before: Values): Values {
  return Object.fromEntries(
    model.columns
      .filter(({ name, key, kind }) => {
        if (key) return false;
        if (kind === 'json') return JSON.stringify(values[name]) !== JSON.stringify(before[name]);
        return values[name] !== before[name];
      })
      .map(({ name }) => [name, values[name] ?? null]),
  );
}

function missingKey(model: ModelDefinition): Problem {
  return {
    code: 'field-can-not-be-null',
    field: model.key.name,
    params: { table: model.table },
  };
}
