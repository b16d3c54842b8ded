import { Injectable } from '@nestjs/common';
import { FreshValues } from '../../kernel/database/fresh-values.js';
import { TableVersions } from '../../kernel/database/table-versions.js';
import type { Transaction } from '../../kernel/database/transaction.js';
import type { Entity } from '../registry/decorators.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import { findRecords } from './statements.js';

const FRESH_MS = 1000;

/**
 * All records of small tables that nearly every write asks and few change: taxes, series,
 * statuses. Remembered for a second at most, since other programs write them too, and forgotten at
 * once when this server does.
 */
@Injectable()
export class MasterRecords {
  private readonly known: FreshValues<Entity, readonly object[]>;

  constructor(versions: TableVersions) {
    this.known = new FreshValues(versions, { forMs: FRESH_MS });
  }

  /** The records in the order of their keys, frozen; a unit of work sees what it wrote itself. */
  async all<T extends object>(
    model: ModelDefinition<T>,
    transaction: Transaction,
  ): Promise<readonly T[]> {
    // By the connection of the unit: to wait for another one here could be to wait for itself.
    const read = async () => {
      const records = await findRecords(transaction, model, {});
      for (const record of records) Object.freeze(record);
      return records;
    };
    if (transaction.touched.has(model.table)) return read();
    return (await this.known.read(model.entity, [model.table], read)) as readonly T[];
  }
}
