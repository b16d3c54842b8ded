import {
  Clock,
  inBatches,
  Injectable,
  Registry,
  type BatchSize,
  type Context,
  type ModelDefinition,
  type SettlingPart,
} from 'facturanest/plugin';
import { deliveryBody, type Happening } from './delivery-body.js';
import { newDeliveryId } from './delivery-id.js';
import { Dispatcher } from './dispatcher.js';
import { isTold } from '../endpoints/event-patterns.js';
import { subscriptionsOf, type Subscriptions } from '../endpoints/subscriptions.js';
import { UnitChanges } from './unit-changes.js';
import { WebhookDelivery } from './webhook-delivery.entity.js';

/** Records that are read, and deliveries that are written, at a time. */
const AT_ONCE = 250;
/** A statement must not be longer than a database takes. */
const BYTES: BatchSize<WebhookDelivery> = {
  of: ({ payload }) => JSON.stringify(payload).length,
  most: 1_000_000,
};

/** Writes a delivery for each event and endpoint, in the transaction of the change itself. */
@Injectable()
export class Outbox {
  private readonly told = new Map<unknown, ModelDefinition | null>();

  constructor(
    private readonly registry: Registry,
    private readonly clock: Clock,
    private readonly dispatcher: Dispatcher,
  ) {}

  /** Notes what becomes of a record, where an endpoint wants to hear of its model. */
  async note(
    before: Readonly<object> | null,
    after: object | null,
    context: Context,
  ): Promise<void> {
    const model = this.modelOf(after ?? before);
    if (!model) return;
    const subscriptions = await subscriptionsOf(context);
    if (subscriptions.includes(model.name)) context.part(UnitOutbox).note(model, before, after);
  }

  /** Null for records that nobody is told of. */
  private modelOf(record: object | null): ModelDefinition | null {
    const entity = record?.constructor;
    const known = this.told.get(entity);
    if (known !== undefined) return known;
    const model = this.registry.all.find((each) => each.entity === entity && isTold(each)) ?? null;
    this.told.set(entity, model);
    return model;
  }

  /** Writes the deliveries of what a unit of work did. */
  async write(changes: UnitChanges, context: Context): Promise<void> {
    const subscriptions = await subscriptionsOf(context);
    const deliveries: WebhookDelivery[] = [];
    for (const model of changes.models) {
      const at = Date.now();
      const stored = await storedRecords(model, changes.keysOf(model), context);
      for (const occurrence of changes.occurrences(model, stored)) {
        deliveries.push(...this.deliveriesOf({ model, at, ...occurrence }, subscriptions));
      }
    }
    for (const some of inBatches(deliveries, AT_ONCE, BYTES)) {
      await context.records.insertAll(WebhookDelivery, some);
    }
    if (deliveries.length > 0) context.transaction.afterCommit(() => this.dispatcher.wake());
  }

  private deliveriesOf(happening: Happening, subscriptions: Subscriptions): WebhookDelivery[] {
    const { model, kind, key, at } = happening;
    const moment = this.clock.now();
    return subscriptions.endpointsFor(model.name, kind).map((endpoint) => {
      const id = newDeliveryId(at);
      const payload = deliveryBody(id, happening);
      return Object.assign(new WebhookDelivery(), {
        ...{ id, endpoint, payload, event: payload.event, model: model.name },
        ...{ modelcode: String(key).slice(0, 150), status: 'pending', attempts: 0 },
        ...{ created: moment, nextattempt: moment, due: at },
        ...{ delivered: null, httpstatus: null, lastattempt: null, lasterror: null },
      });
    });
  }
}

/** What one unit of work did to records that an endpoint wants to hear of. */
export class UnitOutbox implements SettlingPart {
  private changes: UnitChanges | null = null;

  constructor(private readonly context: Context) {}

  get isUnsettled(): boolean {
    return this.changes !== null;
  }

  note(model: ModelDefinition, before: Readonly<object> | null, after: object | null): void {
    this.changes ??= new UnitChanges();
    this.changes.note(model, before, after);
  }

  async settle(): Promise<void> {
    const { changes } = this;
    this.changes = null;
    if (changes) await this.context.port(Outbox).write(changes, this.context);
  }
}

async function storedRecords(
  model: ModelDefinition,
  keys: readonly (string | number)[],
  context: Context,
): Promise<object[]> {
  const records: object[] = [];
  for (const some of inBatches(keys, AT_ONCE)) {
    records.push(...(await context.records.list(model.entity, { [model.key.name]: some })));
  }
  return records;
}
