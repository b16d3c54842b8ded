import { Injectable } from '@nestjs/common';
import { Database, type Connection } from '../../kernel/database/database.js';
import { Transaction } from '../../kernel/database/unit-of-work.js';
import { Clock } from '../../kernel/dates/clock.js';
import type { Origin } from '../../kernel/http/api-request.js';
import { Translator } from '../../kernel/translation/translator.js';
import { DefaultSettings } from '../../kernel/settings/default-settings.js';
import { Context } from './context.js';
import { LifeCycle } from './life-cycle.js';

/**
 * A context for reading alone, outside of any transaction: nobody waits for it, and it waits for
 * nobody. Long exports would otherwise keep the one writer of the embedded engine waiting.
 */
@Injectable()
export class Reading {
  constructor(
    private readonly database: Database,
    private readonly lifeCycle: LifeCycle,
    private readonly settings: DefaultSettings,
    private readonly clock: Clock,
    private readonly translator: Translator,
  ) {}

  /** @param origin the request that reads; null for what the server does by itself */
  async context(origin: Origin | null = null): Promise<Context> {
    const now = this.clock.now();
    return new Context(this.lifeCycle, new Transaction(this.connection()), {
      now,
      today: now.slice(0, 10),
      language: this.translator.language,
      settings: await this.settings.read(),
      text: (key, params) => this.translator.text(key, params),
      origin,
    });
  }

  private connection(): Connection {
    const { database } = this;
    const refuse = () => Promise.reject(new Error('This context only reads'));
    return {
      dialect: database.dialect,
      rows: (sql, values) => database.rows(sql, values),
      run: refuse,
      keyStep: refuse,
    };
  }
}
