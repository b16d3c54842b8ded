import { Logger } from '@nestjs/common';
import type { Day } from './calendar.js';
import type { Clock } from './clock.js';

const LOOK_EVERY_MS = 60_000;

/**
 * Work that is due once a day: a minute after the start, and then when a day begins by the clock of
 * the configured zone, however long the last one was. What fails is reported and tried the next day.
 */
export class Daily {
  private readonly logger = new Logger(Daily.name);
  private timer?: NodeJS.Timeout;
  private running: Promise<unknown> = Promise.resolve();
  private day: Day | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly work: () => Promise<unknown>,
  ) {}

  /** @param done the day that needs no work any more; null for none */
  start(done: Day | null = null): void {
    this.day = done;
    clearInterval(this.timer);
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS).unref();
  }

  /** Resolves when the work that runs has ended. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private look(): void {
    const day = this.clock.today();
    if (day === this.day) return;
    this.day = day;
    this.running = this.running
      .then(() => this.work())
      .catch((error: unknown) => this.logger.error(error));
  }
}
