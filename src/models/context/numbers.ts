import type { Transaction } from '../../kernel/database/transaction.js';
import type { KeyAllocation } from '../life-cycle/key-allocation.js';
import type { Entity } from '../registry/decorators.js';
import type { Registry } from '../registry/registry.js';
import type { Records } from './records.js';

/** Numbers and codes that the models, not the database, generate; one unit of work at a time. */
export class Numbers {
  constructor(
    private readonly models: Registry,
    private readonly records: Records,
    private readonly keys: KeyAllocation,
    private readonly transaction: Transaction,
  ) {}

  /**
   * One more than the highest number in a column, texts counting when they are all digits. The
   * allocation is this unit of work's alone until it ends.
   */
  next<T extends object>(entity: Entity<T>, column: keyof T & string): Promise<number> {
    return this.keys.next(this.models.of(entity), column, this.transaction);
  }

  /** The first candidate that is no key yet, else the next number; both safe from other writers. */
  async freeCode<T extends object>(
    entity: Entity<T>,
    candidates: Iterable<string> = [],
  ): Promise<string> {
    const model = this.models.of(entity);
    const next = await this.keys.next(model, model.key.name, this.transaction);
    for (const candidate of candidates) {
      if (!(await this.records.find(entity, candidate))) return candidate;
    }
    return String(next);
  }
}
