import type { Transaction } from '../../kernel/database/transaction.js';
import type { MasterRecords } from '../life-cycle/master-records.js';
import type { Changed } from './changed.js';
import {
  countStatement,
  deleteStatement,
  findRecords,
  updateEachStatement,
  updateStatement,
  type FindOptions,
  type Where,
} from '../life-cycle/statements.js';
import type { ColumnValue } from '../registry/column.js';
import type { Entity } from '../registry/decorators.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import type { Registry } from '../registry/registry.js';
import { NOTHING_SENT, type Extra, type Sent } from './sent.js';

/** What saves records of one unit of work through their whole life cycle. */
export interface Saves {
  blank<T extends object>(model: ModelDefinition<T>): Promise<T>;
  insert<T extends object>(
    model: ModelDefinition<T>,
    records: readonly T[],
    sent: Sent,
  ): Promise<void>;
  update<T extends object>(
    model: ModelDefinition<T>,
    changed: readonly Changed<T>[],
    sent: Sent,
  ): Promise<void>;
  remove<T extends object>(model: ModelDefinition<T>, records: readonly T[]): Promise<void>;
  normalise<T extends object>(
    model: ModelDefinition<T>,
    record: T,
    before: Readonly<T> | null,
    sent: Sent,
  ): Promise<void>;
}

/** The records that one unit of work reads and writes. */
export class Records {
  constructor(
    private readonly models: Registry,
    private readonly transaction: Transaction,
    private readonly masters: MasterRecords,
    private readonly saves: Saves,
  ) {}

  /** The record of that key, or null. */
  async find<T extends object>(
    entity: Entity<T>,
    key: string | number | null | undefined,
    options?: FindOptions,
  ): Promise<T | null> {
    if (key === null || key === undefined || key === '') return null;
    return this.first(entity, { [this.models.of(entity).key.name]: key }, options);
  }

  async first<T extends object>(
    entity: Entity<T>,
    where: Where,
    options?: FindOptions,
  ): Promise<T | null> {
    const [record] = await this.list(entity, where, { ...options, limit: 1 });
    return record ?? null;
  }

  list<T extends object>(
    entity: Entity<T>,
    where: Where = {},
    options?: FindOptions,
  ): Promise<T[]> {
    return findRecords(this.transaction, this.models.of(entity), where, options);
  }

  /**
   * All records of a small table that hardly changes, frozen. What other programs did to it in the
   * last second may be missing.
   */
  all<T extends object>(entity: Entity<T>): Promise<readonly T[]> {
    return this.masters.all(this.models.of(entity), this.transaction);
  }

  async count(entity: Entity, where: Where = {}): Promise<number> {
    const model = this.models.of(entity);
    const { text, values } = countStatement(model, where, this.transaction.dialect);
    const [row] = await this.transaction.rows(text, values);
    return Number(row?.[0]);
  }

  /**
   * The tables with rows that refer to this record and that its deletion would take along or that
   * forbid it; links that would only become null do not count.
   */
  async referencedBy<T extends object>(entity: Entity<T>, record: T): Promise<string[]> {
    const target = this.models.of(entity);
    const values = record as Record<string, ColumnValue>;
    const tables = new Set<string>();
    for (const model of this.models.all) {
      for (const { name, references } of model.columns) {
        if (references?.table !== target.table || references.onDelete === 'SET NULL') continue;
        const value = values[references.column ?? target.key.name] ?? null;
        if (value === null) continue;
        const where = { [name]: value };
        const [row] = await findRecords(this.transaction, model, where, { limit: 1 });
        if (row) tables.add(model.table);
      }
    }
    return [...tables];
  }

  /** A new record of the model with its defaults, not saved yet. */
  blank<T extends object>(entity: Entity<T>): Promise<T> {
    return this.saves.blank(this.models.of(entity));
  }

  /**
   * A new record of the model with its defaults and these values, through its whole life cycle.
   *
   * @param extra fields that are no columns but that the rules of the model read
   * @throws RuleError when a rule, a length or the database refuses
   */
  async insert<T extends object>(entity: Entity<T>, values: Partial<T>, extra?: Extra): Promise<T> {
    const record = Object.assign(await this.blank(entity), values);
    await this.insertAll(entity, [record], extra && { ...NOTHING_SENT, extra });
    return record;
  }

  /**
   * Saves new, complete records of one model together, through their whole life cycle. The caller
   * sees in them how far the rules came.
   *
   * @throws RuleError when a rule, a length or the database refuses
   */
  insertAll<T extends object>(
    entity: Entity<T>,
    records: readonly T[],
    sent: Sent = NOTHING_SENT,
  ): Promise<void> {
    return this.saves.insert(this.models.of(entity), records, sent);
  }

  /**
   * Changes an existing record, as it was read in this unit of work, through its whole life cycle.
   *
   * @throws RuleError when a rule, a length or the database refuses
   */
  async update<T extends object>(
    entity: Entity<T>,
    record: T,
    changes: Partial<T>,
    extra?: Extra,
  ): Promise<T> {
    const before: Readonly<T> = Object.assign(new entity(), record);
    Object.assign(record, changes);
    await this.updateAll(entity, [{ record, before }], extra && { ...NOTHING_SENT, extra });
    return record;
  }

  /**
   * Saves changed records of one model together, through their whole life cycle.
   *
   * @throws RuleError when a rule, a length or the database refuses
   */
  updateAll<T extends object>(
    entity: Entity<T>,
    changed: readonly Changed<T>[],
    sent: Sent = NOTHING_SENT,
  ): Promise<void> {
    return this.saves.update(this.models.of(entity), changed, sent);
  }

  /**
   * Deletes a record through its whole life cycle.
   *
   * @throws RuleError when a rule refuses or other records need this one
   */
  remove<T extends object>(entity: Entity<T>, record: T): Promise<void> {
    return this.removeAll(entity, [record]);
  }

  /**
   * Deletes records of one model together, through their whole life cycle.
   *
   * @throws RuleError when a rule refuses or other records need one of them
   */
  removeAll<T extends object>(entity: Entity<T>, records: readonly T[]): Promise<void> {
    return this.saves.remove(this.models.of(entity), records);
  }

  /**
   * Normalises, as far as its test comes, a record that can not be saved because some values are
   * none of their columns: what else the test would refuse may only follow from that.
   */
  normalise<T extends object>(
    entity: Entity<T>,
    record: T,
    before: Readonly<T> | null,
    sent: Sent,
  ): Promise<void> {
    return this.saves.normalise(this.models.of(entity), record, before, sent);
  }

  /** Sets columns of all records that meet `where`, without their rules: for links and sums. */
  async assign<T extends object>(
    entity: Entity<T>,
    where: Where,
    changes: Partial<T>,
  ): Promise<number> {
    const model = this.models.of(entity);
    const { text, values } = updateStatement(
      model,
      changes as Where,
      where,
      this.transaction.dialect,
    );
    this.transaction.touch(model.table);
    return (await this.transaction.run(text, values)).affected;
  }

  /** Sets columns of several records, each to values of its own, without their rules. */
  async assignEach<T extends object>(
    entity: Entity<T>,
    records: readonly (readonly [key: string | number, changes: Partial<T>])[],
  ): Promise<void> {
    if (records.length === 0) return;
    const model = this.models.of(entity);
    const { text, values } = updateEachStatement(model, records, this.transaction.dialect);
    this.transaction.touch(model.table);
    await this.transaction.run(text, values);
  }

  /** Deletes all records that meet `where`, without their rules. */
  async discard(entity: Entity, where: Where): Promise<number> {
    const model = this.models.of(entity);
    const { text, values } = deleteStatement(model, where, this.transaction.dialect);
    this.transaction.touch(...this.models.affectedByDelete(model.table));
    return (await this.transaction.run(text, values)).affected;
  }
}
