import type { Transaction } from '../../kernel/database/unit-of-work.js';
import type { Day, Moment } from '../../kernel/dates/calendar.js';
import type { Origin } from '../../kernel/http/api-request.js';
import { decimalsOf } from '../../kernel/settings/default-settings.js';
import { isSwitchedOn } from '../../kernel/settings/properties.js';
import type { Language } from '../../kernel/config/config.js';
import type { ColumnValue } from '../registry/column.js';
import type { Entity } from '../registry/decorators.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import type { Problem } from '../../kernel/errors/problem.js';
import type { LifeCycle } from './life-cycle.js';
import type { Changed } from './record-writer.js';
import {
  countStatement,
  deleteStatement,
  findRecords,
  updateEachStatement,
  updateStatement,
  type FindOptions,
  type Where,
} from './statements.js';

export interface Surroundings {
  readonly today: Day;
  readonly now: Moment;
  readonly language: Language;
  /** The `default` row of the settings. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The text of a message key in the language of the server. */
  readonly text: (key: string, params?: Problem['params']) => string;
  readonly origin: Origin | null;
}

type Extra = Readonly<Record<string, unknown>>;

/** What the rules of one unit of work see and can do. */
export class Context {
  readonly today: Day;
  readonly now: Moment;
  readonly language: Language;
  /** The request that this unit of work belongs to; null for what the server does by itself. */
  readonly origin: Origin | null;
  /** Fields of the body that are no columns, for the rules that asked for them. */
  extra: Extra = {};
  /** Columns that the request itself names, whether or not their values change. */
  sent: ReadonlySet<string> = new Set();
  private pending: (() => Promise<void>)[] = [];
  private readonly answers = new Map<string, Promise<unknown>>();

  constructor(
    private readonly lifeCycle: LifeCycle,
    readonly transaction: Transaction,
    private readonly surroundings: Surroundings,
  ) {
    this.today = surroundings.today;
    this.now = surroundings.now;
    this.language = surroundings.language;
    this.origin = surroundings.origin;
  }

  /** A value of the `default` settings; null when it is not set. */
  setting(name: string): unknown {
    return this.surroundings.settings[name] ?? null;
  }

  /** A text of the `default` settings; empty when it is not set. */
  settingText(name: string): string {
    const value = this.setting(name);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  }

  /** Decimals to which amounts are rounded, 2 unless the `default` settings say otherwise. */
  get decimals(): number {
    return decimalsOf(this.surroundings.settings);
  }

  /** Whether a switch of the `default` settings is on, however it is kept. */
  isOn(name: string): boolean {
    return isSwitchedOn(this.setting(name));
  }

  /** The text of a message key in the language of the server. */
  text(key: string, params?: Problem['params']): string {
    return this.surroundings.text(key, params);
  }

  modelOf<T extends object>(entity: Entity<T>): ModelDefinition<T> {
    return this.lifeCycle.registry.of(entity);
  }

  /** The model that records of other tables name, such as `FacturaCliente`. */
  modelNamed(name: string): ModelDefinition | undefined {
    return this.lifeCycle.registry.ofName(name);
  }

  /**
   * The model of a table, for rules whose folder must not import that model because its folder
   * imports theirs: the same way in which foreign keys name tables.
   */
  entityOf(table: string): Entity<Record<string, ColumnValue>> {
    return this.lifeCycle.registry.ofTable(table).entity as Entity<Record<string, ColumnValue>>;
  }

  /** The record of that key, or null. */
  async find<T extends object>(
    entity: Entity<T>,
    key: string | number | null | undefined,
    options?: FindOptions,
  ): Promise<T | null> {
    if (key === null || key === undefined || key === '') return null;
    return this.first(entity, { [this.modelOf(entity).key.name]: key }, options);
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
    return findRecords(this.transaction, this.modelOf(entity), where, options);
  }

  /**
   * All records of a small table that hardly changes, frozen. What other programs did to it in the
   * last second may be missing.
   */
  all<T extends object>(entity: Entity<T>): Promise<readonly T[]> {
    return this.lifeCycle.masters.all(this.modelOf(entity), this.transaction);
  }

  /** Asks a question once in this unit of work, however often its answer is needed. */
  once<T>(question: string, ask: () => Promise<T>): Promise<T> {
    const answer = (this.answers.get(question) as Promise<T> | undefined) ?? ask();
    this.answers.set(question, answer);
    return answer;
  }

  async count(entity: Entity, where: Where = {}): Promise<number> {
    const model = this.modelOf(entity);
    const { text, values } = countStatement(model, where, this.transaction.dialect);
    const [row] = await this.transaction.rows(text, values);
    return Number(row?.[0]);
  }

  /**
   * The tables with rows that refer to this record and that its deletion would take along or that
   * forbid it; links that would only become null do not count.
   */
  async referencedBy<T extends object>(entity: Entity<T>, record: T): Promise<string[]> {
    const target = this.modelOf(entity);
    const values = record as Record<string, ColumnValue>;
    const tables = new Set<string>();
    for (const model of this.lifeCycle.registry.all) {
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

  /**
   * A new record of the model with its defaults and these values, through its whole life cycle.
   *
   * @param extra fields that are no columns but that the rules of the model read
   */
  insert<T extends object>(entity: Entity<T>, values: Partial<T>, extra?: Extra): Promise<T> {
    const model = this.modelOf(entity);
    return this.withExtra(extra, () => this.lifeCycle.insert(model, values, this));
  }

  /** A new record of the model with its defaults, not saved yet. */
  blank<T extends object>(entity: Entity<T>): Promise<T> {
    return this.lifeCycle.blank(this.modelOf(entity), this);
  }

  /** Saves new, complete records of one model together, through their whole life cycle. */
  insertAll<T extends object>(entity: Entity<T>, records: readonly T[]): Promise<void> {
    const model = this.modelOf(entity);
    return this.withExtra({}, () => this.lifeCycle.insertRecords(model, records, this));
  }

  /** Saves changed records of one model together, through their whole life cycle. */
  updateAll<T extends object>(entity: Entity<T>, changed: readonly Changed<T>[]): Promise<void> {
    const model = this.modelOf(entity);
    return this.withExtra({}, () => this.lifeCycle.updateRecords(model, changed, this));
  }

  /** Deletes records of one model together, through their whole life cycle. */
  removeAll<T extends object>(entity: Entity<T>, records: readonly T[]): Promise<void> {
    const model = this.modelOf(entity);
    return this.withExtra({}, () => this.lifeCycle.removeRecords(model, records, this));
  }

  /**
   * Work that is done once for everything that the unit of work changed, before it commits. It may
   * refuse like any rule.
   */
  later(work: () => Promise<void>): void {
    this.pending.push(work);
  }

  /** Does what was put off with `later`; the unit of work does so itself at its end. */
  async settle(): Promise<void> {
    for (let work = this.pending.shift(); work; work = this.pending.shift()) await work();
  }

  /** Changes an existing record through its whole life cycle. */
  update<T extends object>(
    entity: Entity<T>,
    record: T,
    changes: Partial<T>,
    extra?: Extra,
  ): Promise<T> {
    const model = this.modelOf(entity);
    return this.withExtra(extra, () => this.lifeCycle.update(model, record, changes, this));
  }

  /** Deletes a record through its whole life cycle. */
  remove<T extends object>(entity: Entity<T>, record: T): Promise<void> {
    return this.withExtra({}, () => this.lifeCycle.remove(this.modelOf(entity), record, this));
  }

  /** Sets columns of all records that meet `where`, without their rules: for links and sums. */
  async assign<T extends object>(
    entity: Entity<T>,
    where: Where,
    changes: Partial<T>,
  ): Promise<number> {
    const model = this.modelOf(entity);
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
    const model = this.modelOf(entity);
    const { text, values } = updateEachStatement(model, records, this.transaction.dialect);
    this.transaction.touch(model.table);
    await this.transaction.run(text, values);
  }

  /** Deletes all records that meet `where`, without their rules. */
  async discard(entity: Entity, where: Where): Promise<number> {
    const model = this.modelOf(entity);
    const { text, values } = deleteStatement(model, where, this.transaction.dialect);
    this.transaction.touch(...this.lifeCycle.registry.affectedByDelete(model.table));
    return (await this.transaction.run(text, values)).affected;
  }

  /**
   * One more than the highest number in a column, texts counting when they are all digits. The
   * allocation is this unit of work's alone until it ends.
   */
  nextNumber<T extends object>(entity: Entity<T>, column: keyof T & string): Promise<number> {
    return this.lifeCycle.keys.next(this.modelOf(entity), column, this.transaction);
  }

  /** The first candidate that is no key yet, else the next number; both safe from other writers. */
  async freeCode<T extends object>(
    entity: Entity<T>,
    candidates: Iterable<string> = [],
  ): Promise<string> {
    const model = this.modelOf(entity);
    const next = await this.lifeCycle.keys.next(model, model.key.name, this.transaction);
    for (const candidate of candidates) {
      if (!(await this.find(entity, candidate))) return candidate;
    }
    return String(next);
  }

  /** The further fields of a request belong to its own record, not to those that its rules save. */
  private async withExtra<R>(extra: Extra = {}, work: () => Promise<R>): Promise<R> {
    const { extra: own, sent } = this;
    this.extra = extra;
    this.sent = new Set();
    try {
      return await work();
    } finally {
      this.extra = own;
      this.sent = sent;
    }
  }
}
