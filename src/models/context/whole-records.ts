import type { Entity } from '../registry/decorators.js';

type Key = string | number;

/**
 * What this unit of work writes as a whole: a document with its lines, an entry with its lines, the
 * receipts of an invoice. What belongs to the whole comes, changes and goes with it, whatever its
 * status, and need not ask one by one whether it may.
 */
export class WholeRecords {
  private readonly byModel = new Map<Entity, Map<Key, object>>();

  /**
   * Says that a whole is being written from here on.
   *
   * @param model what is written: documents, entries, or the receipts of one invoice
   * @param key the key of the record that holds the whole together
   * @param record that record, or what has it in hand
   */
  open(model: Entity, key: Key, record: object): void {
    const records = this.byModel.get(model) ?? new Map<Key, object>();
    this.byModel.set(model, records.set(key, record));
  }

  /** What was said to hold the whole together, if it is being written. */
  find<R extends object>(model: Entity, key: Key): R | undefined {
    return this.byModel.get(model)?.get(key) as R | undefined;
  }

  /** Says that it is so no longer. */
  close(model: Entity, key: Key): void {
    this.byModel.get(model)?.delete(key);
  }
}
