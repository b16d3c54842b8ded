import type { Entity } from '../registry/decorators.js';
import type { Context } from '../context/context.js';
import type { Sent } from '../context/sent.js';
import type { RecordTest } from './record-test.js';

/**
 * The behaviour of one model. Every hook runs inside the unit of work, in this order:
 *
 * insert: `defaults` → (sent values) → `validate` → `assignKey` → `beforeInsert` → INSERT →
 *   `afterInsert` → `afterSave`
 * update: (sent values) → `validate` → `beforeUpdate` → UPDATE → `afterUpdate` → `afterSave`
 * delete: `beforeDelete` → DELETE → `afterDelete`
 *
 * Records that are saved together pass each step together, with one statement for all of them.
 * A hook refuses by throwing a `RuleError`; then nothing of the unit of work remains.
 */
export abstract class ModelRules<T extends object> {
  abstract readonly model: Entity<T>;

  /** Names of body fields that are no columns but that these rules read from `sent.extra`. */
  readonly extraFields: readonly string[] | 'all' = [];

  /** Values of a new record beyond what its columns declare as initial. */
  defaults?(record: T, context: Context): void | Promise<void>;

  /**
   * Normalises and validates, in the order of the specification, and calls `test.columns()` where
   * the generic test of lengths and required columns stands; without that call it comes last.
   */
  validate?(record: T, test: RecordTest<T>, before: Readonly<T> | null): void | Promise<void>;

  /** Gives a key to a new record that was sent without one. */
  assignKey?(record: T, context: Context): void | Promise<void>;

  /** The last step before a new record is written: what must be allocated late. */
  beforeInsert?(record: T, context: Context, sent: Sent): void | Promise<void>;
  beforeUpdate?(record: T, before: Readonly<T>, context: Context, sent: Sent): void | Promise<void>;
  afterInsert?(record: T, context: Context, sent: Sent): void | Promise<void>;
  afterUpdate?(record: T, before: Readonly<T>, context: Context, sent: Sent): void | Promise<void>;
  afterSave?(
    record: T,
    before: Readonly<T> | null,
    context: Context,
    sent: Sent,
  ): void | Promise<void>;
  beforeDelete?(record: T, context: Context): void | Promise<void>;
  afterDelete?(record: T, context: Context): void | Promise<void>;

  /** What the answer to a creation shows besides the record. */
  created?(record: T, context: Context): Record<string, unknown>;
}
