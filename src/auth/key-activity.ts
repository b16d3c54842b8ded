import { Injectable } from '@nestjs/common';
import { sql } from '../kernel/database/sql.js';
import { UnitOfWork } from '../kernel/database/unit-of-work.js';
import { Clock } from '../kernel/dates/clock.js';
import { API_KEYS } from './key-tables.js';

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
      const { lastactivity, lastip } = API_KEYS;
      const { text, values } = sql`UPDATE ${API_KEYS}
        SET ${[lastactivity.set(now), lastip.set(address)]}
        WHERE ${API_KEYS.id.is(id)}`.render(transaction.dialect);
      // The table is not touched: what is remembered of keys and permissions stays true.
      return transaction.run(text, values);
    });
  }
}
