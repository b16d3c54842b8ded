import {
  FOR_UPDATE,
  inBatches,
  Injectable,
  NOTHING,
  refuse,
  select,
  sql,
  tableOf,
  type Context,
} from 'facturanest/plugin';
import { Dispatcher } from './dispatcher.js';
import { WebhookDelivery } from './webhook-delivery.entity.js';
import { WebhookEndpoint } from '../endpoints/webhook-endpoint.entity.js';

const AT_ONCE = 500;

/** Has deliveries sent again, under the identifiers that they have. */
@Injectable()
export class Replay {
  constructor(private readonly dispatcher: Dispatcher) {}

  /** @throws RuleError `webhook-endpoint-inactive` */
  async one(delivery: WebhookDelivery, context: Context): Promise<void> {
    await this.testActive(delivery.endpoint, context);
    await this.again([delivery.id], context);
  }

  /**
   * All that were given up for an endpoint.
   *
   * @param since moment of the first event; null for all
   * @returns how many those are
   * @throws RuleError `webhook-endpoint-inactive`
   */
  async dead(endpoint: number, since: string | null, context: Context): Promise<number> {
    await this.testActive(endpoint, context);
    const deliveries = tableOf(WebhookDelivery);
    const { id, status, created } = deliveries;
    const isLater = since === null ? NOTHING : sql` AND ${created} >= ${since}`;
    const rows = await context.transaction.read(
      select(
        { id },
        sql`FROM ${deliveries} WHERE ${deliveries.endpoint.is(endpoint)}
          AND ${status.is('dead')}${isLater}${FOR_UPDATE}`,
      ),
    );
    const ids = rows.map((row) => row.id);
    for (const some of inBatches(ids, AT_ONCE)) await this.again(some, context);
    return ids.length;
  }

  private async again(ids: readonly string[], context: Context): Promise<void> {
    const fresh: Partial<WebhookDelivery> = {
      ...{ status: 'pending', attempts: 0, delivered: null },
      ...{ due: Date.now(), nextattempt: context.now },
    };
    await context.records.assign(WebhookDelivery, { id: ids }, fresh);
    context.transaction.afterCommit(() => this.dispatcher.wake());
  }

  private async testActive(id: number, context: Context): Promise<void> {
    const endpoint = await context.records.find(WebhookEndpoint, id);
    if (!endpoint?.active) refuse('webhook-endpoint-inactive', 'endpoint', { value: id });
  }
}
