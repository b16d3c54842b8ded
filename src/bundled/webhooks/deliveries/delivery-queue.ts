import {
  Database,
  inBatches,
  Injectable,
  LifeCycle,
  literal,
  LogMessage,
  select,
  sql,
  tableOf,
  union,
  type Context,
} from 'facturanest/plugin';
import type { Outcome } from './courier.js';
import { Moments } from '../moments.js';
import { pauseAfter } from './retry-plan.js';
import { WebhookDelivery } from './webhook-delivery.entity.js';
import { WebhookEndpoint } from '../endpoints/webhook-endpoint.entity.js';
import type { WebhookOptions } from '../webhook-options.js';

/** Longer than an attempt can take: whoever holds a delivery for so long is gone. */
const LEASE_MS = 30_000;
const GONE = 410;
/** Endpoints that one statement asks about. */
const AT_ONCE = 100;
const LONGEST_REASON = 250;

/** When the first delivery to an endpoint is due, in milliseconds since 1970. */
export interface Waiting {
  readonly endpoint: number;
  readonly due: number;
}

/** A delivery that is this process's to send. */
export interface Claimed {
  /** `due` is the end of the lease, by which the delivery is still known as this process's. */
  readonly delivery: WebhookDelivery;
  readonly endpoint: WebhookEndpoint;
}

/** The deliveries that wait, in the database that several processes share. */
@Injectable()
export class DeliveryQueue {
  constructor(
    private readonly database: Database,
    private readonly lifeCycle: LifeCycle,
    private readonly moments: Moments,
  ) {}

  /** The active endpoints that something waits for, the longest waiting first. */
  async waiting(): Promise<Waiting[]> {
    const endpoints = tableOf(WebhookEndpoint);
    const deliveries = tableOf(WebhookDelivery);
    const { endpoint, due } = deliveries;
    const { id } = endpoints;
    const active = await this.database.read(
      select({ id }, sql`FROM ${endpoints} WHERE ${endpoints.active} = 1`),
    );
    const waiting: Waiting[] = [];
    for (const some of inBatches(active, AT_ONCE)) {
      // One for each endpoint: the index leads to its first delivery, however many wait behind.
      const firsts = some.map((each, index) => {
        const first = sql`SELECT ${endpoint}, ${due} FROM ${deliveries}
          WHERE ${endpoint.is(each.id)} AND ${due} > 0 ORDER BY ${due} LIMIT 1`;
        return sql`SELECT * FROM (${first}) w${literal(index)}`;
      });
      const rows = await this.database.read(union(firsts));
      waiting.push(...rows.map((row) => ({ endpoint: Number(row[0]), due: Number(row[1]) })));
    }
    return waiting.sort((a, b) => a.due - b.due);
  }

  /** Takes deliveries that are due, the oldest first, so that nobody else does meanwhile. */
  async claim(endpoint: number, most: number, options: WebhookOptions): Promise<Claimed[]> {
    const deliveries = tableOf(WebhookDelivery);
    const now = Date.now();
    const rows = await this.database.read(
      select(
        { id: deliveries.id },
        sql`FROM ${deliveries} WHERE ${deliveries.endpoint.is(endpoint)}
          AND ${deliveries.due} <= ${now}
          ORDER BY ${deliveries.due}, ${deliveries.id} LIMIT ${literal(most)}`,
      ),
    );
    if (rows.length === 0) return [];
    const ids = rows.map((row) => row.id);
    return this.lifeCycle.run(async (context) => {
      const found = await context.records.find(WebhookEndpoint, endpoint);
      if (!found?.active) return [];
      const locked = await context.records.list(WebhookDelivery, { id: ids }, { lock: true });
      const due = Date.now() + options.timeout * 1000 + LEASE_MS;
      const mine = locked.filter((each) => each.due !== null && each.due <= now);
      if (mine.length === 0) return [];
      await context.records.assign(WebhookDelivery, { id: mine.map(({ id }) => id) }, { due });
      return mine.map((each) => ({ endpoint: found, delivery: Object.assign(each, { due }) }));
    });
  }

  /** Gives back what was not sent after all. */
  async release({ delivery: { id, due } }: Claimed): Promise<void> {
    await this.lifeCycle.run((context) =>
      context.records.assign(WebhookDelivery, { id, due }, { due: Date.now() }),
    );
  }

  /** Writes down what came of an attempt, unless the delivery is not this process's any more. */
  async finish(claimed: Claimed, outcome: Outcome, options: WebhookOptions): Promise<void> {
    const { id, due, attempts } = claimed.delivery;
    const tries = attempts + 1;
    const pause = outcome.status === GONE ? null : pauseAfter(tries, options.pauses);
    await this.lifeCycle.run(async (context) => {
      const attempt = { attempts: tries, httpstatus: outcome.status, lastattempt: context.now };
      const result = outcome.delivered ? taken(context) : this.refused(outcome, pause);
      const isMine = await context.records.assign(
        WebhookDelivery,
        { id, due },
        { ...attempt, ...result },
      );
      if (isMine === 0) return;
      if (outcome.delivered) await noteSuccess(claimed.endpoint, context);
      else if (pause === null) await noteDead(claimed.endpoint.id, outcome, options, context);
    });
  }

  private refused({ error }: Outcome, pause: number | null): Partial<WebhookDelivery> {
    const next = pause === null ? null : Date.now() + pause;
    return {
      status: next === null ? 'dead' : 'failed',
      due: next,
      nextattempt: next === null ? null : this.moments.of(next),
      lasterror: error,
    };
  }
}

function taken({ now }: Context): Partial<WebhookDelivery> {
  return { status: 'delivered', delivered: now, due: null, nextattempt: null, lasterror: null };
}

/** To the minute only: each write has the server read the endpoints again. */
async function noteSuccess(
  { id, failures, lastsuccess }: Readonly<WebhookEndpoint>,
  context: Context,
): Promise<void> {
  const minute = context.now.slice(0, 16);
  if (failures === 0 && lastsuccess?.startsWith(minute)) return;
  await context.records.assign(
    WebhookEndpoint,
    { id },
    { failures: 0, lastsuccess: `${minute}:00` },
  );
}

/** An endpoint that takes nothing any more is told nothing any more. */
async function noteDead(
  id: number,
  { status, error }: Outcome,
  { deactivateafter }: WebhookOptions,
  context: Context,
): Promise<void> {
  const endpoint = await context.records.find(WebhookEndpoint, id, { lock: true });
  if (!endpoint) return;
  const failures = endpoint.failures + 1;
  const isOver = endpoint.active && (status === GONE || failures >= deactivateafter);
  if (!isOver) {
    await context.records.assign(WebhookEndpoint, { id }, { failures });
    return;
  }
  const key = status === GONE ? 'webhook-endpoint-gone' : 'webhook-endpoint-deactivated';
  const params = { id, failures, error: error ?? '' };
  const disabledreason = context.text(key, params).slice(0, LONGEST_REASON).toWellFormed();
  await context.records.assign(
    WebhookEndpoint,
    { id },
    { failures, active: false, disabledreason },
  );
  await context.records.insert(LogMessage, {
    ...{ channel: 'webhooks', level: 'warning', message: disabledreason },
    ...{ model: 'WebhookEndpoint', modelcode: String(id) },
  });
}
