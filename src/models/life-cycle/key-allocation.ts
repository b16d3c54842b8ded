import { Injectable } from '@nestjs/common';
import { lockNamed } from '../../kernel/database/named-lock.js';
import { NOTHING, sql } from '../../kernel/database/sql.js';
import { asNumber, columnOf, select } from '../../kernel/database/sql-table.js';
import type { Transaction } from '../../kernel/database/transaction.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import { tableOf } from '../registry/model-table.js';

/**
 * Hands out the numbers that the models, not the database, generate. A row of `fn_counters` per
 * column is locked until the transaction ends, so that parallel creations neither collide nor
 * leave gaps; the number itself always comes from the data, which other programs may write too.
 */
@Injectable()
export class KeyAllocation {
  async next(model: ModelDefinition, column: string, transaction: Transaction): Promise<number> {
    await lockNamed(transaction, `${model.table}.${column}`);
    // A longer number is none that was counted to, and more than a number here can hold exactly.
    const isText = model.column(column)?.kind !== 'integer';
    const table = tableOf(model.entity);
    const own = columnOf(table, column);
    const counted = isText ? sql` WHERE ${own.isDigits} AND LENGTH(${own}) <= 15` : NOTHING;
    const highest = sql`MAX(${isText ? own.asInteger : own})`;
    const [row] = await transaction.read(
      select({ highest: [highest, asNumber] }, sql`FROM ${table}${counted}`),
    );
    return Math.max(0, row?.highest ?? 0) + 1;
  }
}
