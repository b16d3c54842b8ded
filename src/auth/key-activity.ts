import { Injectable } from '@nestjs/common';
import { cellsOf } from '../kernel/database/cells.js';
import { UnitOfWork } from '../kernel/database/unit-of-work.js';
import { Clock } from '../kernel/dates/clock.js';

/** Writes down when and from where a limited key was last used, once a second at most. */
@Injectable()
export class KeyActivity {
  private readonly stamped = new Map<number, string>();

  constructor(
    private readonly units: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async stamp(id: number, address: string): Promise<void> {
    const now = this.clock.now();
    const stamp = `${now} ${address}`;
    if (this.stamped.get(id) === stamp) return;
    this.stamped.set(id, stamp);
    await this.units.run((transaction) => {
      const { dialect } = transaction;
      const cells = [
        ...cellsOf('lastactivity', now, 'time', dialect),
        ...cellsOf('lastip', address, 'text', dialect),
      ];
      return transaction.run(
        `UPDATE api_keys SET ${cells.map(([name]) => `${name} = ?`).join(', ')} WHERE id = ?`,
        [...cells.map(([, value]) => value), id],
      );
    });
  }
}
