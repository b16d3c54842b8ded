import { Injectable } from '@nestjs/common';
import type { Connection } from '../../kernel/database/connection.js';
import { Database } from '../../kernel/database/database.js';
import { Transaction } from '../../kernel/database/transaction.js';
import type { Origin } from '../../kernel/http/api-request.js';
import type { Context } from '../context/context.js';
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
  ) {}

  /** @param origin the request that reads; null for what the server does by itself */
  context(origin: Origin | null = null): Promise<Context> {
    return this.lifeCycle.readingOver(new Transaction(this.connection()), origin);
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
