import { Injectable } from '@nestjs/common';
import { TableVersions } from '../../kernel/database/table-versions.js';
import type { Transaction } from '../../kernel/database/transaction.js';
import type { Entity } from '../registry/decorators.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import { findRecords } from './statements.js';

const FRESH_MS = 1000;

interface Known {
  readonly records: readonly object[];
  readonly version: number;
  readonly readAt: number;
}

/**
 * All records of small tables that nearly every write asks and few change: taxes, series,
 * statuses. Remembered for a second at most, since other programs write them too, and forgotten at
 * once when this server does.
 */
@Injectable()
export class MasterRecords {
  private readonly known = new Map<Entity, Known>();

  constructor(private readonly versions: TableVersions) {}

  /** The records in the order of their keys, frozen; a unit of work sees what it wrote itself. */
  async all<T extends object>(
    model: ModelDefinition<T>,
    transaction: Transaction,
  ): Promise<readonly T[]> {
    const version = this.versions.of(model.table);
    const known = this.known.get(model.entity);
    const isOwn = transaction.touched.has(model.table);
    const now = performance.now();
    const isFresh = known?.version === version && now - known.readAt < FRESH_MS;
    if (isFresh && !isOwn) return known.records as readonly T[];
    // By the connection of the unit: to wait for another one here could be to wait for itself.
    const records = await findRecords(transaction, model, {});
    for (const record of records) Object.freeze(record);
    if (!isOwn) this.known.set(model.entity, { records, version, readAt: now });
    return records;
  }
}
