import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from 'facturanest/plugin';
import { setTimeout as pause } from 'node:timers/promises';
import { Courier, type Parcel } from './courier.js';
import { DeliveryQueue, type Claimed } from './delivery-queue.js';
import { WebhookSettings, type WebhookOptions } from '../webhook-options.js';

/** Other processes make deliveries too, and may die while they send one. */
const LOOK_EVERY_MS = 5000;
const FIRST_LOOK_MS = 1000;
/** What is being sent when the server stops may take so long; then it is left for later. */
const GRACE_MS = 3000;

interface Sending {
  readonly endpoint: number;
  readonly stop: AbortController;
}

/**
 * Sends what waits: at once when a change is committed, when a pause is over, and every few
 * seconds. Several may work on one database.
 */
@Injectable()
export class Dispatcher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Dispatcher.name);
  private readonly sending = new Map<Promise<void>, Sending>();
  private timer?: NodeJS.Timeout;
  private looking: Promise<void> = Promise.resolve();
  private busy = false;
  private again = false;
  private stopped = false;

  constructor(
    private readonly queue: DeliveryQueue,
    private readonly courier: Courier,
    private readonly settings: WebhookSettings,
  ) {}

  onApplicationBootstrap(): void {
    this.sleep(FIRST_LOOK_MS);
  }

  /** What is being sent may end; what has not ended then is sent again by whoever comes next. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
    const ended = Promise.all(this.sending.keys());
    await Promise.race([ended, pause(GRACE_MS, undefined, { ref: false })]);
    for (const { stop } of this.sending.values()) stop.abort(new Error('The server stops'));
    await ended;
  }

  /** Has a look at what is due, now or right after the look that is being had. */
  wake(): void {
    this.again = true;
    if (!this.busy) this.looking = this.lookAround();
  }

  private async lookAround(): Promise<void> {
    this.busy = true;
    while (this.again && !this.stopped) {
      this.again = false;
      this.sleep(await this.attempt());
    }
    this.busy = false;
  }

  /** A database that can not be reached now may be reached later. */
  private async attempt(): Promise<number> {
    try {
      return await this.look();
    } catch (error) {
      this.logger.error(error);
      return LOOK_EVERY_MS;
    }
  }

  private sleep(ms: number): void {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => this.wake(), ms).unref();
  }

  /** Sends what is due, as far as there is room; how many milliseconds later to look again. */
  private async look(): Promise<number> {
    const waiting = await this.queue.waiting();
    if (waiting.length === 0) return LOOK_EVERY_MS;
    const options = await this.settings.read();
    let next = LOOK_EVERY_MS;
    for (const { endpoint, due } of waiting) {
      const wait = due - Date.now();
      if (wait > 0) next = Math.min(next, wait);
      else await this.sendSome(endpoint, options);
    }
    return next;
  }

  private async sendSome(endpoint: number, options: WebhookOptions): Promise<void> {
    const own = [...this.sending.values()].filter((each) => each.endpoint === endpoint).length;
    const room = Math.min(options.perendpoint - own, options.total - this.sending.size);
    if (room <= 0 || this.stopped) return;
    const claimed = await this.queue.claim(endpoint, room, options);
    for (const each of claimed) this.start(each, options);
  }

  private start(claimed: Claimed, options: WebhookOptions): void {
    const stop = new AbortController();
    const work = this.deliver(claimed, options, stop)
      .catch((error: unknown) => this.logger.error(error))
      .finally(() => {
        this.sending.delete(work);
        this.wake();
      });
    this.sending.set(work, { endpoint: claimed.endpoint.id, stop });
  }

  private async deliver(
    claimed: Claimed,
    options: WebhookOptions,
    stop: AbortController,
  ): Promise<void> {
    const { delivery, endpoint } = claimed;
    const outcome = await this.courier.send(endpoint, delivery.payload as Parcel, options, stop);
    const isCutOff = this.stopped && stop.signal.aborted && outcome.status === null;
    if (isCutOff) await this.queue.release(claimed);
    else await this.queue.finish(claimed, outcome, options);
  }
}
