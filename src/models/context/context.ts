import type { Language } from '../../kernel/config/config.js';
import type { Transaction } from '../../kernel/database/transaction.js';
import type { Day, Moment } from '../../kernel/dates/calendar.js';
import type { Problem } from '../../kernel/errors/problem.js';
import type { Origin } from '../../kernel/http/api-request.js';
import type { KeyAllocation } from '../life-cycle/key-allocation.js';
import type { MasterRecords } from '../life-cycle/master-records.js';
import type { Registry } from '../registry/registry.js';
import { Numbers } from './numbers.js';
import { Parts, type PartClass, type SettlingPart } from './parts.js';
import type { Port, Ports } from './ports.js';
import { Records, type Saves } from './records.js';
import { Settings } from './settings.js';
import { WholeRecords } from './whole-records.js';

/** The class of a part that settles, as the order of settling lists it. */
export type SettlingPartClass = PartClass<SettlingPart, Context>;

/** What a context is made of. */
export interface Surroundings {
  readonly transaction: Transaction;
  readonly now: Moment;
  readonly language: Language;
  /** The `default` row of the settings. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The text of a message key in the language of the server. */
  readonly text: (key: string, params?: Problem['params']) => string;
  readonly origin: Origin | null;
  readonly registry: Registry;
  readonly keys: KeyAllocation;
  readonly masters: MasterRecords;
  readonly settling: readonly SettlingPartClass[];
  readonly ports: Ports;
  /** The life cycle of records in this unit of work. */
  readonly saves: (context: Context) => Saves;
}

/** What the rules of one unit of work see and can do. */
export class Context {
  readonly now: Moment;
  readonly today: Day;
  readonly language: Language;
  /** The request that this unit of work belongs to; null for what the server does by itself. */
  readonly origin: Origin | null;
  readonly transaction: Transaction;
  readonly settings: Settings;
  /** Every model of the server. */
  readonly models: Registry;
  readonly records: Records;
  readonly numbers: Numbers;
  /** The records that this unit of work writes as a whole. */
  readonly whole = new WholeRecords();
  private readonly parts: Parts<Context>;

  constructor(private readonly surroundings: Surroundings) {
    const { transaction, registry, masters, keys, settling, saves } = surroundings;
    this.now = surroundings.now;
    this.today = this.now.slice(0, 10);
    this.language = surroundings.language;
    this.origin = surroundings.origin;
    this.transaction = transaction;
    this.settings = new Settings(surroundings.settings);
    this.models = registry;
    this.records = new Records(registry, transaction, masters, saves(this));
    this.numbers = new Numbers(registry, this.records, keys, transaction);
    this.parts = new Parts(settling);
  }

  /** The text of a message key in the language of the server. */
  text(key: string, params?: Problem['params']): string {
    return this.surroundings.text(key, params);
  }

  /**
   * Notes what a request does and hardly means; its answer names it.
   *
   * @param code stable, and a key of messages
   */
  warn(code: string): void {
    this.origin?.warnings?.add(code);
  }

  /** What this unit of work remembers for the purpose of that class; made on first use. */
  part<P extends object>(type: PartClass<P, Context>): P {
    return this.parts.of(type, this);
  }

  /** What stands behind a port. */
  port<P extends object>(port: Port<P>): P {
    return this.surroundings.ports.get(port);
  }

  /** Does what parts have put off, in the order of settling; the unit of work does so at its end. */
  settle(): Promise<void> {
    return this.parts.settle();
  }
}
