import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Transaction } from '../../kernel/database/unit-of-work.js';
import { Clock } from '../../kernel/dates/clock.js';
import { Translator } from '../../kernel/translation/translator.js';
import type { Origin } from '../../kernel/http/api-request.js';
import { RuleError, type Problem } from '../../kernel/errors/problem.js';
import type { ColumnValue } from '../registry/column.js';
import type { Entity } from '../registry/decorators.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import { Registry } from '../registry/registry.js';
import { HookTable, type HookChain } from '../hooks/hook-table.js';
import { ModelEvents } from '../hooks/model-events.js';
import { DefaultSettings } from '../../kernel/settings/default-settings.js';
import { Context, type Surroundings } from './context.js';
import { initialValue } from './initial-value.js';
import { KeyAllocation } from './key-allocation.js';
import { RecordTest } from './record-test.js';
import type { MasterRecords } from './master-records.js';
import {
  changedValues,
  eraseRecords,
  overwriteRecords,
  writeRecords,
  type Changed,
} from './record-writer.js';
import type { ModelRules } from './rules.js';

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
    private readonly hooks = new HookTable(),
    private readonly events = new ModelEvents(),
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
      const context = new Context(this, transaction, this.surroundings(settings, origin));
      const result = await work(context);
      await context.settle();
      return result;
    });
  }

  /** What rules see at this moment, over a transaction that only reads. */
  async readingOver(transaction: Transaction, origin: Origin | null): Promise<Context> {
    const settings = await this.settings.read();
    return new Context(this, transaction, this.surroundings(settings, origin));
  }

  private surroundings(settings: Surroundings['settings'], origin: Origin | null): Surroundings {
    const now = this.clock.now();
    const text: Surroundings['text'] = (key, params) => this.translator.text(key, params);
    const { language } = this.translator;
    return { now, today: now.slice(0, 10), language, settings, text, origin };
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
    await this.hooks.of(model)?.run('clear', record, context);
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
    const hooks = this.hooks.of(model);
    const { key } = model;
    for (const record of records) await this.test(model, record, null, context);
    for (const record of records) {
      const values = record as Values;
      await hooks?.run('saveInsertBefore', record, context);
      if (values[key.name] === null) {
        await rules.assignKey?.(record, context);
        new RecordTest(record, model, context, true).fits(key.name as keyof T & string);
      }
      if (values[key.name] === null && !key.generated) throw new RuleError(missingKey(model));
      await rules.beforeInsert?.(record, context);
    }
    await writeRecords(model, records, context);
    for (const record of records) await rules.afterInsert?.(record, context);
    for (const record of records) await rules.afterSave?.(record, null, context);
    if (hooks) {
      for (const record of records) {
        await hooks.run('onInsert', record, context);
        await hooks.run('saveInsert', record, context);
        await hooks.run('save', record, null, context);
      }
    }
    const created = records.map((record) => ({ record, before: null }));
    this.events.note(context.transaction, model, 'created', created);
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
    const hooks = this.hooks.of(model);
    for (const { record, before } of changed) await this.test(model, record, before, context);
    for (const { record, before } of changed) {
      await hooks?.run('saveUpdateBefore', record, before, context);
      await rules.beforeUpdate?.(record, before, context);
      if (hooks) await tellChanges(model, record, before, hooks, context);
    }
    await overwriteRecords(model, changed, context);
    for (const { record, before } of changed) await rules.afterUpdate?.(record, before, context);
    for (const { record, before } of changed) await rules.afterSave?.(record, before, context);
    if (hooks) {
      for (const { record, before } of changed) {
        await hooks.run('onUpdate', record, before, context);
        await hooks.run('saveUpdate', record, before, context);
        await hooks.run('save', record, before, context);
      }
    }
    this.events.note(context.transaction, model, 'updated', changed);
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
    const hooks = this.hooks.of(model);
    for (const record of records) {
      await hooks?.run('deleteBefore', record, context);
      await rules.beforeDelete?.(record, context);
    }
    await eraseRecords(model, records, context);
    for (const record of records) {
      await rules.afterDelete?.(record, context);
      await hooks?.run('onDelete', record, context);
      await hooks?.run('delete', record, context);
    }
    const deleted = records.map((record) => ({ record, before: record }));
    this.events.note(context.transaction, model, 'deleted', deleted);
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
    const hooks = this.hooks.of(model);
    try {
      await hooks?.run('saveBefore', record, before, context);
      await hooks?.run('testBefore', record, before, context);
      await this.rulesOf(model).validate?.(record, test, before);
      test.finish();
      await hooks?.run('test', record, before, context);
    } catch (error) {
      if (error instanceof RuleError) error.record ??= record;
      throw error;
    }
  }
}

/** Asks the hooks about each column that an update changes. */
async function tellChanges<T extends object>(
  model: ModelDefinition<T>,
  record: T,
  before: Readonly<T>,
  hooks: HookChain,
  context: Context,
): Promise<void> {
  const definition = model as unknown as ModelDefinition;
  for (const name of Object.keys(changedValues(definition, record as Values, before as Values))) {
    await hooks.run('onChange', record, name, before, context);
  }
}

function missingKey(model: ModelDefinition): Problem {
  return {
    code: 'field-can-not-be-null',
    field: model.key.name,
    params: { table: model.table },
  };
}
