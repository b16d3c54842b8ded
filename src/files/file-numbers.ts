import { Injectable } from '@nestjs/common';
import { lockNamed } from '../kernel/database/named-lock.js';
import { UnitOfWork } from '../kernel/database/unit-of-work.js';

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
      const [counted] = await transaction.rows('SELECT value FROM fn_counters WHERE name = ?', [
        COUNTER,
      ]);
      // Other programs number files too.
      const [highest] = await transaction.rows('SELECT MAX(idfile) FROM attached_files');
      const next = Math.max(Number(counted?.[0] ?? 0), Number(highest?.[0] ?? 0)) + 1;
      const write = counted
        ? 'UPDATE fn_counters SET value = ? WHERE name = ?'
        : 'INSERT INTO fn_counters (value, name) VALUES (?, ?)';
      await transaction.run(write, [next, COUNTER]);
      return next;
    });
  }
}
