import { Injectable } from '@nestjs/common';
import { COUNTERS, lockNamed } from '../kernel/database/named-lock.js';
import { sql } from '../kernel/database/sql.js';
import { asNumber, select } from '../kernel/database/sql-table.js';
import { UnitOfWork } from '../kernel/database/unit-of-work.js';
import { tableOf } from '../models/index.js';
import { AttachedFile } from './attached-file.entity.js';

const COUNTER = 'attached_files.idfile';

/**
 * Numbers of new files. A number is part of the place of its file, which is filled before there is
 * a record, and no number comes twice: otherwise a removal that is late could hit a new file.
 */
@Injectable()
export class FileNumbers {
  constructor(private readonly units: UnitOfWork) {}

  /** One more than any number that there was. */
  next(): Promise<number> {
    return this.units.run(async (transaction) => {
      await lockNamed(transaction, COUNTER);
      const { name, value } = COUNTERS;
      const isOurs = name.is(COUNTER);
      const [counted] = await transaction.read(
        select({ value }, sql`FROM ${COUNTERS} WHERE ${isOurs}`),
      );
      // Other programs number files too.
      const files = tableOf(AttachedFile);
      const [row] = await transaction.read(
        select({ highest: [sql`MAX(${files.idfile})`, asNumber] }, sql`FROM ${files}`),
      );
      const next = Math.max(counted?.value ?? 0, row?.highest ?? 0) + 1;
      await transaction.write(
        counted
          ? sql`UPDATE ${COUNTERS} SET ${value.set(next)} WHERE ${isOurs}`
          : sql`INSERT INTO ${COUNTERS} (${[value, name]}) VALUES (${[next, COUNTER]})`,
      );
      return next;
    });
  }
}
