import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Clock } from '../kernel/dates/clock.js';
import { LifeCycle, type Context } from '../models/index.js';
import { markSome, refreshSome, type Batch } from './overdue-batches.js';
import { SIDES, type ReceiptSide } from './receipt-side.js';

const LOOK_EVERY_MS = 60_000;

/**
 * Keeps the flags that follow from the day. They are stored, not calculated by who reads, so that
 * filters and sorts see them; here they are brought up to date when the server starts and when a
 * day begins.
 */
@Injectable()
export class OverdueReceipts implements BeforeApplicationShutdown {
  private readonly logger = new Logger(OverdueReceipts.name);
  private timer?: NodeJS.Timeout;
  private running: Promise<void> = Promise.resolve();
  private day = '';

  constructor(
    private readonly lifeCycle: LifeCycle,
    private readonly clock: Clock,
  ) {}

  /** Marks what has fallen due, and does so again, with everything else, at each new day. */
  async start(): Promise<void> {
    this.day = this.clock.today();
    await this.attempt(() => this.inBatches(markSome));
    clearInterval(this.timer);
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Everything that a day changes; the number of receipts and invoices that had to be. */
  async refresh(): Promise<number> {
    return (await this.inBatches(markSome)) + (await this.inBatches(refreshSome));
  }

  /** A day begins when the clock of the configured zone says so, however long the last one was. */
  private look(): void {
    const day = this.clock.today();
    if (day === this.day) return;
    this.day = day;
    this.running = this.running.then(() => this.attempt(() => this.refresh()));
  }

  /** A server that can not bring flags up to date still serves. */
  private async attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.error(error);
    }
  }

  /** All rows in batches, each a unit of work, so that others get their turn. */
  private async inBatches(
    work: (side: ReceiptSide, after: number, c: Context) => Promise<Batch>,
  ): Promise<number> {
    let changed = 0;
    for (const side of SIDES) {
      for (let after: number | null = 0; after !== null;) {
        const start: number = after;
        const batch = await this.lifeCycle.run((c) => work(side, start, c));
        changed += batch.changed;
        after = batch.last;
      }
    }
    return changed;
  }
}
