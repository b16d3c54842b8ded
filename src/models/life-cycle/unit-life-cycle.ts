import { RuleError, type Problem } from '../../kernel/errors/problem.js';
import type { Changed } from '../context/changed.js';
import type { Context } from '../context/context.js';
import type { Saves } from '../context/records.js';
import type { Sent } from '../context/sent.js';
import type { HookChain, HookTable } from '../hooks/hook-table.js';
import type { ModelEvents } from '../hooks/model-events.js';
import type { ColumnValue } from '../registry/column.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import { initialValue } from './initial-value.js';
import { testSentKey } from './number-room.js';
import { RecordTest } from './record-test.js';
import { changedValues, eraseRecords, overwriteRecords, writeRecords } from './record-writer.js';
import type { RulesTable } from './rules-table.js';

type Values = Record<string, ColumnValue>;

/** What happens to records around their rules. */
export interface Surrounding {
  readonly rules: RulesTable;
  readonly hooks: HookTable;
  readonly events: ModelEvents;
}

/** The steps that records of one unit of work pass when they come to be, change and go. */
export class UnitLifeCycle implements Saves {
  constructor(
    private readonly surrounding: Surrounding,
    private readonly context: Context,
  ) {}

  /** A record as it is before anything is sent: initial values and defaults, no key. */
  async blank<T extends object>(model: ModelDefinition<T>): Promise<T> {
    const { context } = this;
    const record = new model.entity();
    for (const column of model.columns) {
      (record as Values)[column.name] = column.key ? null : initialValue(column, context);
    }
    await this.surrounding.rules.of(model).defaults?.(record, context);
    await this.surrounding.hooks.of(model)?.run('clear', record, context);
    return record;
  }

  /** Saves new records together: each step of the rules for all of them, and one INSERT. */
  async insert<T extends object>(
    model: ModelDefinition<T>,
    records: readonly T[],
    sent: Sent,
  ): Promise<void> {
    const { context } = this;
    const rules = this.surrounding.rules.of(model);
    const hooks = this.surrounding.hooks.of(model);
    const { key } = model;
    for (const record of records) await this.test(model, record, null, sent);
    for (const record of records) {
      const values = record as Values;
      await hooks?.run('saveInsertBefore', record, context);
      const sentKey = sent.columns.has(key.name) ? values[key.name] : null;
      if (typeof sentKey === 'number') await testSentKey(model, sentKey, context);
      if (values[key.name] === null) {
        await rules.assignKey?.(record, context);
        new RecordTest(record, model, context, true).fits(key.name as keyof T & string);
      }
      if (values[key.name] === null && !key.generated) throw new RuleError(missingKey(model));
      await rules.beforeInsert?.(record, context, sent);
    }
    await writeRecords(model, records, context);
    for (const record of records) await rules.afterInsert?.(record, context, sent);
    for (const record of records) await rules.afterSave?.(record, null, context, sent);
    if (hooks) {
      for (const record of records) {
        await hooks.run('onInsert', record, context);
        await hooks.run('saveInsert', record, context);
        await hooks.run('save', record, null, context);
      }
    }
    const created = records.map((record) => ({ record, before: null }));
    this.surrounding.events.note(context.transaction, model, 'created', created);
  }

  /** Saves changed records together: each step of the rules for all of them, and one UPDATE. */
  async update<T extends object>(
    model: ModelDefinition<T>,
    changed: readonly Changed<T>[],
    sent: Sent,
  ): Promise<void> {
    const { context } = this;
    const rules = this.surrounding.rules.of(model);
    const hooks = this.surrounding.hooks.of(model);
    for (const { record, before } of changed) await this.test(model, record, before, sent);
    for (const { record, before } of changed) {
      await hooks?.run('saveUpdateBefore', record, before, context);
      await rules.beforeUpdate?.(record, before, context, sent);
      if (hooks) await tellChanges(model, record, before, hooks, context);
    }
    await overwriteRecords(model, changed, context);
    for (const { record, before } of changed) {
      await rules.afterUpdate?.(record, before, context, sent);
    }
    for (const { record, before } of changed) {
      await rules.afterSave?.(record, before, context, sent);
    }
    if (hooks) {
      for (const { record, before } of changed) {
        await hooks.run('onUpdate', record, before, context);
        await hooks.run('saveUpdate', record, before, context);
        await hooks.run('save', record, before, context);
      }
    }
    this.surrounding.events.note(context.transaction, model, 'updated', changed);
  }

  /** Deletes records together: each step of the rules for all of them, and one DELETE. */
  async remove<T extends object>(model: ModelDefinition<T>, records: readonly T[]): Promise<void> {
    const { context } = this;
    const rules = this.surrounding.rules.of(model);
    const hooks = this.surrounding.hooks.of(model);
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
    this.surrounding.events.note(context.transaction, model, 'deleted', deleted);
  }

  async normalise<T extends object>(
    model: ModelDefinition<T>,
    record: T,
    before: Readonly<T> | null,
    sent: Sent,
  ): Promise<void> {
    await this.test(model, record, before, sent).catch(() => undefined);
  }

  private async test<T extends object>(
    model: ModelDefinition<T>,
    record: T,
    before: Readonly<T> | null,
    sent: Sent,
  ): Promise<void> {
    const { context } = this;
    const test = new RecordTest(record, model, context, before === null, sent);
    const hooks = this.surrounding.hooks.of(model);
    try {
      await hooks?.run('saveBefore', record, before, context);
      await hooks?.run('testBefore', record, before, context);
      await this.surrounding.rules.of(model).validate?.(record, test, before);
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
