import { inBatches, Injectable, refuse, type Context, type SqlValue } from 'facturanest/plugin';
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
    const { dialect } = context.transaction;
    const { quote } = dialect;
    const [id, own, status, created] = ['id', 'endpoint', 'status', 'created'].map(quote);
    const values: SqlValue[] = [endpoint, 'dead', ...(since === null ? [] : [since])];
    const rows = await context.transaction.rows(
      `SELECT ${id} FROM ${quote(context.models.of(WebhookDelivery).table)} WHERE ${own} = ? ` +
        `AND ${status} = ?${since === null ? '' : ` AND ${created} >= ?`}${dialect.forUpdate}`,
      values,
    );
    const ids = rows.map((row) => String(row[0]));
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
