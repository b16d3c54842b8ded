import {
  Clock,
  Daily,
  Database,
  Injectable,
  LifeCycle,
  literal,
  select,
  sql,
  tableOf,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from 'facturanest/plugin';
import { firstIdOf } from './delivery-id.js';
import { Moments } from '../moments.js';
import { WebhookDelivery } from './webhook-delivery.entity.js';
import { WebhookSettings } from '../webhook-options.js';

const DAY_MS = 86_400_000;
const AT_ONCE = 500;

/** Deletes what was delivered long ago: soon after the start, then daily. */
@Injectable()
export class Retention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly daily: Daily;
  private stopped = false;

  constructor(
    private readonly lifeCycle: LifeCycle,
    private readonly database: Database,
    private readonly moments: Moments,
    private readonly settings: WebhookSettings,
    clock: Clock,
  ) {
    this.daily = new Daily(clock, () => this.purge());
  }

  onApplicationBootstrap(): void {
    this.daily.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.daily.stop();
  }

  /** Deletes what is too old now; how many deliveries that were. */
  async purge(): Promise<number> {
    const { days } = await this.settings.read();
    const until = Date.now() - days * DAY_MS;
    const deliveries = tableOf(WebhookDelivery);
    const { id, status, delivered } = deliveries;
    // Identifiers begin with their time, so that the key of the table finds the old ones.
    const old = select(
      { id },
      sql`FROM ${deliveries} WHERE ${id} < ${firstIdOf(until)} AND ${status.is('delivered')}
        AND ${delivered} < ${this.moments.of(until)} ORDER BY ${id} LIMIT ${literal(AT_ONCE)}`,
    );
    let deleted = 0;
    for (let isMore = true; isMore && !this.stopped;) {
      const ids = (await this.database.read(old)).map((row) => row.id);
      if (ids.length > 0)
        await this.lifeCycle.run((context) =>
          context.records.discard(WebhookDelivery, { id: ids }),
        );
      deleted += ids.length;
      isMore = ids.length === AT_ONCE;
    }
    return deleted;
  }
}
