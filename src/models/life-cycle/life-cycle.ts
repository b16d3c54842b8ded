import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../kernel/database/unit-of-work.js';
import { Clock } from '../../kernel/dates/clock.js';
import { Translator } from '../../kernel/translation/translator.js';
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
import { noMoreKeys, problemOf } from './refusal-problem.js';
import type { ModelRules } from './rules.js';
import { insertStatement, updateStatement, whereClause } from './statements.js';

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
    private readonly units: UnitOfWork,
    private readonly settings: DefaultSettings,
    private readonly clock: Clock,
    private readonly translator: Translator,
    rules: readonly ModelRules<object>[],
  ) {
    for (const each of rules) this.rules.set(each.model, each);
  }

  /** One unit of work with the rules at hand. */
  async run<R>(work: (context: Context) => Promise<R>): Promise<R> {
    const settings = await this.settings.read();
    return this.units.run((transaction) => {
      const { language } = this.translator;
      const now = this.clock.now();
      const text: Surroundings['text'] = (key, params) => this.translator.text(key, params);
      const surroundings = { now, today: now.slice(0, 10), language, settings, text };
      return work(new Context(this, transaction, surroundings));
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
  async insertRecord<T extends object>(
    model: ModelDefinition<T>,
    record: T,
    context: Context,
  ): Promise<void> {
    const rules = this.rulesOf(model);
    await this.test(model, record, null, context);
    const values = record as Values;
    const { key } = model;
    if (values[key.name] === null) {
      await rules.assignKey?.(record, context);
      new RecordTest(record, model, context, true).fits(key.name as keyof T & string);
    }
    if (values[key.name] === null && !key.generated) throw new RuleError(missingKey(model));
    const { sql, values: bound } = insertStatement(model, values, context.transaction.dialect);
    context.transaction.touch(model.table);
    const insertId = await this.attempt(model, values, context, async () => {
      return (await context.transaction.run(sql, bound)).insertId;
    });
    if (values[key.name] === null) values[key.name] = insertId;
    // The embedded engine would count on beyond what a key can be.
    if (insertId > HIGHEST_INTEGER) throw new RuleError(noMoreKeys(model));
    await rules.afterInsert?.(record, context);
    await rules.afterSave?.(record, null, context);
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
  async updateRecord<T extends object>(
    model: ModelDefinition<T>,
    record: T,
    before: Readonly<T>,
    context: Context,
  ): Promise<void> {
    const rules = this.rulesOf(model);
    await this.test(model, record, before, context);
    await rules.beforeUpdate?.(record, before, context);
    const values = record as Values;
    const changes = changedValues(model, values, before as Values);
    if (Object.keys(changes).length > 0) {
      const where = { [model.key.name]: (before as Values)[model.key.name] };
      const statement = updateStatement(model, changes, where, context.transaction.dialect);
      context.transaction.touch(model.table);
      await this.attempt(model, values, context, () =>
        context.transaction.run(statement.sql, statement.values),
      );
    }
    await rules.afterUpdate?.(record, before, context);
    await rules.afterSave?.(record, before, context);
  }

  /** @throws RuleError when a rule refuses or other records need this one */
  async remove<T extends object>(
    model: ModelDefinition<T>,
    record: T,
    context: Context,
  ): Promise<void> {
    const rules = this.rulesOf(model);
    const { dialect } = context.transaction;
    await rules.beforeDelete?.(record, context);
    const where = { [model.key.name]: (record as Values)[model.key.name] };
    const { sql, values } = whereClause(model, where, dialect);
    context.transaction.touch(...this.registry.affectedByDelete(model.table));
    try {
      await forgetItself(model, record as Values, context);
      await context.transaction.run(`DELETE FROM ${dialect.quote(model.table)}${sql}`, values);
    } catch (error) {
      const kind = refusalOf(error)?.kind;
      if (kind !== 'still-referenced' && kind !== 'missing-reference') throw error;
      throw new RuleError({ code: 'record-in-use' });
    }
    await rules.afterDelete?.(record, context);
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
    await this.rulesOf(model).test?.(record, test, before);
    test.finish();
  }

  /** Runs a statement and explains in terms of fields what the database refuses. */
  private async attempt<R>(
    model: ModelDefinition,
    values: Values,
    context: Context,
    statement: () => Promise<R>,
  ): Promise<R> {
    try {
      return await statement();
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal || refusal.kind === 'conflict') throw error;
      throw new RuleError(await problemOf(refusal, model, values, context));
    }
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
