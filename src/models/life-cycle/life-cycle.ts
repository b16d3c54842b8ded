import type { Transaction } from '../../kernel/database/transaction.js';
import type { UnitOfWork } from '../../kernel/database/unit-of-work.js';
import type { Clock } from '../../kernel/dates/clock.js';
import type { Origin } from '../../kernel/http/api-request.js';
import type { DefaultSettings } from '../../kernel/settings/default-settings.js';
import type { Translator } from '../../kernel/translation/translator.js';
import { Context, type SettlingPartClass } from '../context/context.js';
import type { Ports } from '../context/ports.js';
import type { HookTable } from '../hooks/hook-table.js';
import type { ModelEvents } from '../hooks/model-events.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import type { Registry } from '../registry/registry.js';
import type { KeyAllocation } from './key-allocation.js';
import type { MasterRecords } from './master-records.js';
import type { ModelRules } from './rules.js';
import { RulesTable } from './rules-table.js';
import { UnitLifeCycle } from './unit-life-cycle.js';

export interface LifeCycleOptions {
  readonly registry: Registry;
  readonly rules: readonly ModelRules<object>[];
  readonly units: UnitOfWork;
  readonly keys: KeyAllocation;
  readonly masters: MasterRecords;
  readonly settings: DefaultSettings;
  readonly clock: Clock;
  readonly translator: Translator;
  readonly hooks: HookTable;
  readonly events: ModelEvents;
  readonly ports: Ports;
  /** The parts of a unit of work that put work off, in the order in which they do it. */
  readonly settling: readonly SettlingPartClass[];
}

/**
 * The one way in which records come to be, change and go, whoever asks: normalise, validate, save,
 * react, all in one transaction.
 */
export class LifeCycle {
  private readonly rules: RulesTable;

  constructor(private readonly options: LifeCycleOptions) {
    this.rules = new RulesTable(options.rules);
  }

  /**
   * One unit of work with the rules at hand.
   *
   * @param origin the request that asks for it; null for what the server does by itself
   */
  async run<R>(work: (context: Context) => Promise<R>, origin: Origin | null = null): Promise<R> {
    const settings = await this.options.settings.read();
    return this.options.units.run(async (transaction) => {
      const context = this.context(transaction, settings, origin);
      const result = await work(context);
      await context.settle();
      return result;
    });
  }

  /** What rules see at this moment, over a transaction that only reads. */
  async readingOver(transaction: Transaction, origin: Origin | null): Promise<Context> {
    return this.context(transaction, await this.options.settings.read(), origin);
  }

  rulesOf<T extends object>(model: ModelDefinition<T>): Partial<ModelRules<T>> {
    return this.rules.of(model);
  }

  private context(
    transaction: Transaction,
    settings: Readonly<Record<string, unknown>>,
    origin: Origin | null,
  ): Context {
    const { clock, translator, registry, keys, masters, settling, ports, hooks, events } =
      this.options;
    return new Context({
      transaction,
      now: clock.now(),
      language: translator.language,
      settings,
      text: (key, params) => translator.text(key, params),
      origin,
      registry,
      keys,
      masters,
      settling,
      ports,
      saves: (context) => new UnitLifeCycle({ rules: this.rules, hooks, events }, context),
    });
  }
}
