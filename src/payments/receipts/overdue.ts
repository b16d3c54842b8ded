import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../kernel/dates/clock.js';
import { Daily } from '../../kernel/dates/daily.js';
import { LifeCycle, type Context } from '../../models/index.js';
import { markSome, refreshSome, type Batch } from './overdue-batches.js';
import { SIDES, type ReceiptSide } from './receipt-side.js';

/**
 * Keeps the flags that follow from the day. They are stored, not calculated by who reads, so that
 * filters and sorts see them; here they are brought up to date when the server starts and when a
 * day begins.
 */
@Injectable()
export class OverdueReceipts implements BeforeApplicationShutdown {
  private readonly logger = new Logger(OverdueReceipts.name);
  private readonly daily: Daily;

  constructor(
    private readonly lifeCycle: LifeCycle,
    private readonly clock: Clock,
  ) {
    this.daily = new Daily(clock, () => this.refresh());
  }

  /**
   * Marks what has fallen due, and does so again, with everything else, at each new day. A server
   * that can not bring flags up to date still serves.
   */
  async start(): Promise<void> {
    const today = this.clock.today();
    try {
      await this.inBatches(markSome);
    } catch (error) {
      this.logger.error(error);
    }
    this.daily.start(today);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.daily.stop();
  }

  /** Everything that a day changes; the number of receipts and invoices that had to be. */
  async refresh(): Promise<number> {
    return (await this.inBatches(markSome)) + (await this.inBatches(refreshSome));
  }

  /** All rows in batches, each a unit of work, so that others get their turn. */
  private async inBatches(
    work: (side: ReceiptSide, after: number, context: Context) => Promise<Batch>,
  ): Promise<number> {
    let changed = 0;
    for (const side of SIDES) {
      for (let after: number | null = 0; after !== null;) {
        const start: number = after;
        const batch = await this.lifeCycle.run((context) => work(side, start, context));
        changed += batch.changed;
        after = batch.last;
      }
    }
    return changed;
  }
}
