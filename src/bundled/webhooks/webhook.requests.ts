import {
  Answer,
  ApiError,
  Injectable,
  languageOf,
  LifeCycle,
  originOf,
  parseMoment,
  presenterOf,
  refuse,
  RequestFields,
  Translator,
  type ApiRequest,
} from 'facturanest/plugin';
import { Courier } from './deliveries/courier.js';
import { newDeliveryId } from './deliveries/delivery-id.js';
import { Replay } from './deliveries/replay.js';
import { WebhookDelivery } from './deliveries/webhook-delivery.entity.js';
import { WebhookEndpoint } from './endpoints/webhook-endpoint.entity.js';
import { WebhookSettings } from './webhook-options.js';

const NUMBER = /^\d{1,9}$/;
const UUID = /^[0-9a-f-]{36}$/i;

/** What the routes of webhooks read and answer. */
@Injectable()
export class WebhookRequests {
  constructor(
    private readonly lifeCycle: LifeCycle,
    private readonly fields: RequestFields,
    private readonly translator: Translator,
    private readonly replays: Replay,
    private readonly courier: Courier,
    private readonly settings: WebhookSettings,
  ) {}

  /** @throws ApiError 404 `record-not-found`; RuleError `webhook-endpoint-inactive` */
  async replay(request: ApiRequest): Promise<Answer> {
    const { id } = request.apiPath;
    const text = await this.lifeCycle.run(async (context) => {
      const key = UUID.test(id) ? id : null;
      const delivery = await context.records.find(WebhookDelivery, key, { lock: true });
      if (!delivery) throw new ApiError(404, 'record-not-found');
      await this.replays.one(delivery, context);
      const again = (await context.records.find(WebhookDelivery, id)) ?? delivery;
      return presenterOf(context.models.of(WebhookDelivery)).record(again);
    }, originOf(request));
    const data: unknown = JSON.parse(text);
    return this.done('webhook-replayed', { count: 1 }, { data }, request);
  }

  /**
   * `{endpoint, since?}`: everything that was given up for the endpoint.
   *
   * @throws RuleError `invalid-integer`, `invalid-date`, `webhook-endpoint-inactive`
   */
  async replayDead(request: ApiRequest): Promise<Answer> {
    const { endpoint, since } = await this.fields.of(request);
    const number = textOf(endpoint);
    if (!NUMBER.test(number)) refuse('invalid-integer', 'endpoint', { value: number });
    const from = since === undefined || since === null ? null : parseMoment(textOf(since));
    if (from === null && since) refuse('invalid-date', 'since', { value: textOf(since) });
    const replayed = await this.lifeCycle.run(
      (context) => this.replays.dead(Number(number), from, context),
      originOf(request),
    );
    return this.done('webhook-replayed', { count: replayed }, { replayed }, request);
  }

  /** Sends a `ping` to an endpoint, active or not. @throws ApiError 404 `record-not-found` */
  async ping(request: ApiRequest): Promise<Answer> {
    const { id } = request.apiPath;
    const endpoint = NUMBER.test(id)
      ? await this.lifeCycle.run((context) => context.records.find(WebhookEndpoint, Number(id)))
      : null;
    if (!endpoint) throw new ApiError(404, 'record-not-found');
    const created = new Date().toISOString();
    const parcel = { id: newDeliveryId(), event: 'ping', created, data: null };
    const options = await this.settings.read();
    const outcome = await this.courier.send(endpoint, parcel, options, new AbortController());
    const code = outcome.delivered ? 'webhook-ping-taken' : 'webhook-ping-refused';
    return this.done(code, {}, { data: { id: parcel.id, ...outcome } }, request);
  }

  private done(
    code: string,
    params: Readonly<Record<string, number>>,
    members: object,
    request: ApiRequest,
  ): Answer {
    const ok = this.translator.text(code, params, languageOf(request));
    return Answer.of({ ok, ...members });
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
