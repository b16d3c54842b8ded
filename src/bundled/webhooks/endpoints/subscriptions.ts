import type { Context, EventKind } from 'facturanest/plugin';
import { isAbout, isMatch, patternOf, patternTexts, type EventPattern } from './event-patterns.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';

interface Subscriber {
  readonly endpoint: number;
  readonly patterns: readonly EventPattern[];
}

/** Which active endpoints want to hear of what. */
export class Subscriptions {
  private readonly subscribers: readonly Subscriber[];

  constructor(endpoints: readonly WebhookEndpoint[]) {
    this.subscribers = endpoints
      .filter(({ active }) => active)
      .map(({ id, events }) => ({
        endpoint: id,
        patterns: patternTexts(events).map(patternOf),
      }));
  }

  /** Whether any endpoint wants to hear of a model at all. */
  includes(model: string): boolean {
    return this.subscribers.some(({ patterns }) => patterns.some((each) => isAbout(each, model)));
  }

  /** The endpoints that are told of an event. */
  endpointsFor(model: string, kind: EventKind): number[] {
    return this.subscribers
      .filter(({ patterns }) => patterns.some((each) => isMatch(each, model, kind)))
      .map(({ endpoint }) => endpoint);
  }
}

const compiled = new WeakMap<readonly WebhookEndpoint[], Subscriptions>();

/**
 * The subscriptions of this moment: the server remembers small tables for a second, so that a unit
 * of work that nobody is told of asks nothing.
 */
export function subscriptionsOf(context: Context): Promise<Subscriptions> {
  return context.part(UnitSubscriptions).subscriptions;
}

/** The subscriptions as one unit of work finds them. */
class UnitSubscriptions {
  readonly subscriptions: Promise<Subscriptions>;

  constructor({ records }: Context) {
    this.subscriptions = records.all(WebhookEndpoint).then((endpoints) => {
      const known = compiled.get(endpoints) ?? new Subscriptions(endpoints);
      compiled.set(endpoints, known);
      return known;
    });
  }
}
