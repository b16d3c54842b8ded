import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CONFIG, type Config } from '../kernel/config/config.js';
import { lockNamed } from '../kernel/database/named-lock.js';
import { literal, sql } from '../kernel/database/sql.js';
import { select } from '../kernel/database/sql-table.js';
import { addDays, type Moment } from '../kernel/dates/calendar.js';
import { Clock } from '../kernel/dates/clock.js';
import { Daily } from '../kernel/dates/daily.js';
import { LifeCycle, tableOf, type Context } from '../models/index.js';
import { LogMessage } from './log-message.entity.js';

const SIZE = 1000;
/** What happened to documents and books is kept for good. */
const PASSING: ReadonlySet<unknown> = new Set(['api', 'database']);

interface Batch {
  readonly deleted: number;
  /** Key of the last row that was looked at; null when none that follows is old. */
  readonly last: number | null;
}

/** Deletes what requests came to when it is older than `LOG_DAYS`: soon after the start, then daily. */
@Injectable()
export class LogRetention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly daily: Daily;
  private stopped = false;

  constructor(
    private readonly lifeCycle: LifeCycle,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.daily = new Daily(clock, () => this.purge());
  }

  onApplicationBootstrap(): void {
    if (this.config.logDays > 0) this.daily.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.daily.stop();
  }

  /** Deletes what is too old now; how many rows that were. */
  async purge(): Promise<number> {
    const { logDays } = this.config;
    if (logDays === 0) return 0;
    const until = `${addDays(this.clock.today(), -logDays)} 00:00:00`;
    let deleted = 0;
    for (let after: number | null = 0; after !== null && !this.stopped;) {
      const start: number = after;
      const batch = await this.lifeCycle.run((context) => purgeSome(start, until, context));
      deleted += batch.deleted;
      after = batch.last;
      // The embedded engine answers at once: nobody else would get a turn.
      await nextTurn();
    }
    return deleted;
  }
}

/** Looks at the next rows by key, which is nearly their order in time. One process at a time does. */
async function purgeSome(after: number, until: Moment, context: Context): Promise<Batch> {
  await lockNamed(context.transaction, 'log-retention');
  const logs = tableOf(LogMessage);
  const { id, channel, time } = logs;
  const rows = await context.transaction.read(
    select(
      { id, channel, time },
      sql`FROM ${logs} WHERE ${id} > ${after} ORDER BY ${id} LIMIT ${literal(SIZE)}`,
    ),
  );
  const old = rows.filter((row) => row.time < until);
  const keys = old.filter((row) => PASSING.has(row.channel)).map((row) => row.id);
  if (keys.length > 0) await context.records.discard(LogMessage, { id: keys });
  const isLast = rows.length < SIZE || old.length === 0;
  return { deleted: keys.length, last: isLast ? null : (rows.at(-1)?.id ?? null) };
}
