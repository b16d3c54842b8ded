import { Injectable } from '@nestjs/common';
import { lockNamed } from '../../kernel/database/named-lock.js';
import type { Transaction } from '../../kernel/database/transaction.js';
import type { ModelDefinition } from '../registry/model-definition.js';

/**
 * Hands out the numbers that the models, not the database, generate. A row of `fn_counters` per
 * column is locked until the transaction ends, so that parallel creations neither collide nor
 * leave gaps; the number itself always comes from the data, which other programs may write too.
 */
@Injectable()
export class KeyAllocation {
  async next(model: ModelDefinition, column: string, transaction: Transaction): Promise<number> {
    const { dialect } = transaction;
    const { quote } = dialect;
    await lockNamed(transaction, `${model.table}.${column}`);
    // A longer number is none that was counted to, and more than a number here can hold exactly.
    const isText = model.column(column)?.kind !== 'integer';
    const number = isText ? dialect.asInteger(column) : quote(column);
    const [row] = await transaction.rows(
      `SELECT MAX(${number}) FROM ${quote(model.table)}` +
        (isText ? ` WHERE ${dialect.isDigits(column)} AND LENGTH(${quote(column)}) <= 15` : ''),
    );
    return Math.max(0, Number(row?.[0] ?? 0)) + 1;
  }
}
