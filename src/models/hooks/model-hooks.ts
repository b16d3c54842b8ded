import type { Context } from '../context/context.js';
import type { Entity } from '../registry/decorators.js';

/** `false` refuses, as a `RuleError` does, but without saying why; nothing else matters. */
export type Verdict = unknown;

/**
 * What a plugin does when records of somebody else's model are saved or deleted. Every hook runs
 * inside the unit of work, with the rules of the model around it, in this order:
 *
 * new record: `clear` → (sent values) → `saveBefore` → `testBefore` → the model's own test → `test` →
 *   `saveInsertBefore` → INSERT → the model's own reactions → `onInsert` → `saveInsert` → `save`
 * changed record: `saveBefore` → `testBefore` → the model's own test → `test` → `saveUpdateBefore` →
 *   `onChange` of each changed column → UPDATE → the model's own reactions → `onUpdate` →
 *   `saveUpdate` → `save`
 * deletion: `deleteBefore` → DELETE → the model's own reactions → `onDelete` → `delete`
 *
 * All but the three that begin with `on` and a verb refuse by returning false or by throwing a
 * `RuleError`; then nothing of the unit of work remains. Sums, links and rows that a foreign key
 * takes along are set without a life cycle, so no hook hears of them.
 */
export abstract class ModelHooks<T extends object = object> {
  /** The model that is hooked into; `all` for every one. */
  abstract readonly model: Entity<T> | 'all';

  clear?(record: T, context: Context): Verdict;
  saveBefore?(record: T, before: Readonly<T> | null, context: Context): Verdict;
  testBefore?(record: T, before: Readonly<T> | null, context: Context): Verdict;
  test?(record: T, before: Readonly<T> | null, context: Context): Verdict;
  saveInsertBefore?(record: T, context: Context): Verdict;
  saveInsert?(record: T, context: Context): Verdict;
  saveUpdateBefore?(record: T, before: Readonly<T>, context: Context): Verdict;
  saveUpdate?(record: T, before: Readonly<T>, context: Context): Verdict;
  save?(record: T, before: Readonly<T> | null, context: Context): Verdict;
  /** Called for each column whose value the update changes. */
  onChange?(record: T, column: string, before: Readonly<T>, context: Context): Verdict;
  deleteBefore?(record: T, context: Context): Verdict;
  delete?(record: T, context: Context): Verdict;
  onInsert?(record: T, context: Context): void | Promise<void>;
  onUpdate?(record: T, before: Readonly<T>, context: Context): void | Promise<void>;
  onDelete?(record: T, context: Context): void | Promise<void>;
}

/** Names of the hooks. */
export type HookName = Exclude<keyof ModelHooks, 'model'>;
