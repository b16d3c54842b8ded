import { Injectable } from '@nestjs/common';
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
    await this.units.run((transaction) =>
      transaction.run('UPDATE api_keys SET lastactivity = ?, lastip = ? WHERE id = ?', [
        now,
        address,
        id,
      ]),
    );
  }
}
