import {
  found,
  Injectable,
  LifeCycle,
  NotFoundError,
  parseMoment,
  refuse,
  Registry,
  type Context,
  type Origin,
} from 'facturanest/plugin';
import { Courier } from './deliveries/courier.js';
import { newDeliveryId } from './deliveries/delivery-id.js';
import { Replay } from './deliveries/replay.js';
import { WebhookDelivery } from './deliveries/webhook-delivery.entity.js';
import { readableResources } from './endpoints/readable-resources.js';
import { WebhookEndpoint } from './endpoints/webhook-endpoint.entity.js';
import type { ReplayFields } from './replay-fields.js';
import { WebhookSettings } from './webhook-options.js';

const NUMBER = /^\d{1,9}$/;
const UUID = /^[0-9a-f-]{36}$/i;

/** Sends deliveries again, and tries endpoints out. */
@Injectable()
export class WebhookActions {
  constructor(
    private readonly lifeCycle: LifeCycle,
    private readonly replays: Replay,
    private readonly courier: Courier,
    private readonly settings: WebhookSettings,
    private readonly registry: Registry,
  ) {}

  /** @throws NotFoundError `record-not-found`; RuleError `webhook-endpoint-inactive` */
  replay(id: string, origin: Origin): Promise<WebhookDelivery> {
    return this.lifeCycle.run(async (context) => {
      const key = UUID.test(id) ? id : null;
      const delivery = found(await context.records.find(WebhookDelivery, key, { lock: true }));
      await this.testReadable(delivery, context);
      await this.replays.one(delivery, context);
      return (await context.records.find(WebhookDelivery, id)) ?? delivery;
    }, origin);
  }

  /** @throws NotFoundError `record-not-found` for a delivery about what the key may not read */
  private async testReadable({ model }: WebhookDelivery, context: Context): Promise<void> {
    const readable = await readableResources(context);
    const resource = this.registry.ofName(model)?.resource;
    if (readable && !readable.has(resource)) throw new NotFoundError();
  }

  /**
   * Everything that was given up for an endpoint.
   *
   * @returns how many deliveries those are
   * @throws RuleError `invalid-integer`, `invalid-date`, `webhook-endpoint-inactive`
   */
  replayDead({ endpoint, since }: ReplayFields, origin: Origin): Promise<number> {
    const number = textOf(endpoint);
    if (!NUMBER.test(number)) refuse('invalid-integer', 'endpoint', { value: number });
    const from = since === undefined || since === null ? null : parseMoment(textOf(since));
    if (from === null && since) refuse('invalid-date', 'since', { value: textOf(since) });
    return this.lifeCycle.run(
      (context) => this.replays.dead(Number(number), from, context),
      origin,
    );
  }

  /** Sends a `ping` to an endpoint, active or not. @throws NotFoundError `record-not-found` */
  async ping(id: string) {
    if (!NUMBER.test(id)) throw new NotFoundError();
    const endpoint = await this.lifeCycle.run((context) =>
      context.records.find(WebhookEndpoint, Number(id)),
    );
    const created = new Date().toISOString();
    const parcel = { id: newDeliveryId(), event: 'ping', created, data: null };
    const options = await this.settings.read();
    const abort = new AbortController();
    const outcome = await this.courier.send(found(endpoint), parcel, options, abort);
    return { id: parcel.id, ...outcome };
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
