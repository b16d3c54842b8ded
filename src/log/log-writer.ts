import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { refusalOf } from '../kernel/database/database-error.js';
import { UnitOfWork } from '../kernel/database/unit-of-work.js';
import { Clock } from '../kernel/dates/clock.js';
import { Translator } from '../kernel/translation/translator.js';
import { bulkInsert, Registry } from '../models/index.js';
import { LogMessage } from './log-message.entity.js';
import { logRow, type LogRow } from './log-row.js';

const WRITE_EVERY_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
/** So many rows are written at once, and without waiting for the second to end. */
const AT_ONCE = 200;
const MOST_WAITING = 5000;

/**
 * Stores messages of the log in the background, many with one statement, so that no request waits
 * for them. While the database can not be reached it keeps trying, and keeps the newest messages.
 */
@Injectable()
export class LogWriter implements OnApplicationShutdown {
  private readonly logger = new Logger(LogWriter.name);
  private waiting: LogRow[] = [];
  /** How many were given up because there were too many. */
  private dropped = 0;
  private pause = WRITE_EVERY_MS;
  private timer?: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private isRunning = false;

  constructor(
    private readonly registry: Registry,
    private readonly units: UnitOfWork,
    private readonly clock: Clock,
    private readonly translator: Translator,
  ) {}

  add(...rows: readonly LogRow[]): void {
    this.waiting.push(...rows);
    this.dropOldest();
    if (this.waiting.length >= AT_ONCE && !this.isRunning && !this.isFailing) void this.write();
    else this.timer ??= setTimeout(() => void this.write(), this.pause).unref();
  }

  /** Whether the database did not take the last ones. */
  get isFailing(): boolean {
    return this.pause > WRITE_EVERY_MS;
  }

  /** Stores what waits now; never fails. */
  write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    return (this.running = this.running.then(() => this.store()));
  }

  /** After the last answer, before the database is closed. */
  async onApplicationShutdown(): Promise<void> {
    await this.write();
    clearTimeout(this.timer);
  }

  private async store(): Promise<void> {
    this.isRunning = true;
    const rows = this.waiting;
    this.waiting = [];
    try {
      while (rows.length > 0) {
        await this.insert(rows.slice(0, AT_ONCE));
        rows.splice(0, AT_ONCE);
      }
      await this.tellDropped();
      this.pause = WRITE_EVERY_MS;
    } catch (error) {
      if (!this.isFailing) this.logger.error(error);
      this.pause = Math.min(2 * this.pause, LONGEST_PAUSE_MS);
      this.waiting = [...rows, ...this.waiting];
      this.add();
    } finally {
      this.isRunning = false;
    }
  }

  /** @throws what the database throws; a row that none of its columns takes is given up */
  private async insert(rows: readonly LogRow[]): Promise<void> {
    const model = this.registry.of(LogMessage);
    try {
      await this.units.run((transaction) => bulkInsert(model, rows, transaction));
    } catch (error) {
      if (refusalOf(error)?.kind !== 'bad-value') throw error;
      if (rows.length === 1) this.logger.error(error);
      else for (const row of rows) await this.insert([row]);
    }
  }

  private dropOldest(): void {
    const excess = this.waiting.length - MOST_WAITING;
    if (excess <= 0) return;
    this.waiting.splice(0, excess);
    this.dropped += excess;
  }

  private async tellDropped(): Promise<void> {
    const count = this.dropped;
    if (count === 0) return;
    const message = this.translator.text('log-messages-dropped', { count });
    const time = this.clock.now();
    await this.insert([
      logRow({ channel: 'api', level: 'warning', message, time, context: { count } }),
    ]);
    this.dropped -= count;
  }
}
