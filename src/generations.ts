import type { INestApplication, INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Express } from 'express';
import { AppModule } from './app.module.js';
import { newRegistry } from './schema.js';
import type { Foundation } from './foundation.js';
import { lockNamed } from './kernel/database/named-lock.js';
import { TableVersions } from './kernel/database/table-versions.js';
import { UnitOfWork } from './kernel/database/unit-of-work.js';
import { ApiAdapter } from './kernel/http/api.adapter.js';
import { prepareRequest, type Origin } from './kernel/http/api-request.js';
import { compileTrust } from './kernel/http/client-address.js';
import type { HttpFront } from './kernel/http/http-front.js';
import { serverVersion } from './kernel/server-version.js';
import { createMissing, LifeCycle, type Context } from './models/index.js';
import { OverdueReceipts } from './payments/index.js';
import {
  dependentsOf,
  lineUp,
  PluginHost,
  PluginRefusal,
  readPluginStates,
  writePluginState,
  type InstalledPlugin,
  type Lineup,
  type PluginDefinition,
  type PluginStates,
} from './plugins/index.js';
import { LogMessage } from './log/index.js';

const LOOK_EVERY_MS = 2000;

/** One application with the plugins it was made with; these never change. */
interface Generation {
  readonly app: INestApplicationContext;
  readonly lineup: Lineup;
}

/**
 * Runs the application, and makes another one whenever its plugins change: whoever is being
 * answered is answered by the old one, all others by the new. An application that can not be made
 * is never given a request.
 */
export class Generations extends PluginHost {
  private live: Generation | null = null;
  private turn: Promise<unknown> = Promise.resolve();
  private readonly leaving = new Set<Promise<void>>();
  /** Why plugins that were loaded could not be started. */
  private readonly failures = new Map<string, string>();
  private timer?: NodeJS.Timeout;

  /** @param front what gives requests to the application; null where there are none */
  constructor(
    private readonly foundation: Foundation,
    private readonly front: HttpFront | null,
  ) {
    super();
  }

  get installed(): readonly InstalledPlugin[] {
    return this.foundation.installed;
  }

  get lineup(): Lineup {
    return this.current.lineup;
  }

  /** The application that answers at the moment. */
  get app(): INestApplicationContext {
    return this.current.app;
  }

  /** Makes the first application, of the plugins that are enabled and can run. */
  async start(): Promise<void> {
    const states = await this.states();
    const generation = await this.best(states);
    await this.updated(generation, states);
    await this.enter(generation);
  }

  /** Answers requests from now on, and follows what other processes do to plugins, if there are any. */
  async serve(): Promise<void> {
    void this.open(this.current);
    await this.app.get(OverdueReceipts).start();
    if (this.installed.length === 0) return;
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  change(name: string, enabled: boolean, origin: Origin | null): Promise<void> {
    return this.inTurn(async () => {
      const states = new Map(await this.states());
      const before = states.get(name);
      const { version } = this.definition(name) ?? before ?? { version: '' };
      states.set(name, { enabled, version });
      this.failures.delete(name);
      const lineup = this.lineUp(states);
      const problem = enabled ? lineup.problems.get(name) : this.neededBy(name);
      if (problem) throw new PluginRefusal(problem);
      const generation = await this.made(lineup).catch((error: unknown) => {
        const params = { name, reason: reasonOf(error) };
        throw new PluginRefusal({ code: 'plugin-not-loaded', params });
      });
      await this.run(generation, origin, async (context) => {
        const plugin = this.definition(name);
        if (enabled) await plugin?.enabled?.(context, before?.version ?? null);
        await writePluginState(context.transaction, name, { enabled, version });
        const code = enabled ? 'plugin-enabled-now' : 'plugin-disabled-now';
        const message = context.text(code, { name });
        await context.records.insert(LogMessage, { channel: 'core', level: 'notice', message });
      });
      await this.enter(generation);
    });
  }

  /** Closes what runs; requests must have ended before. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.turn;
    await Promise.all(this.leaving);
    await this.live?.app.close();
  }

  /** Follows another process that enabled or disabled a plugin. */
  private async look(): Promise<void> {
    await this.inTurn(async () => {
      const states = await this.states();
      if (sameLineup(this.lineUp(states), this.lineup)) return;
      await this.enter(await this.best(states));
    }).catch((error: unknown) =>
      this.foundation.log.error({ error }, 'Plugins were not looked at'),
    );
  }

  private get current(): Generation {
    if (!this.live) throw new Error('No application has started yet');
    return this.live;
  }

  private states(): Promise<PluginStates> {
    return readPluginStates(this.foundation.database);
  }

  private lineUp(states: PluginStates): Lineup {
    const installed = this.installed.map((plugin) => {
      const error = this.failures.get(plugin.name);
      return error === undefined ? plugin : { ...plugin, definition: null, error };
    });
    return lineUp(installed, states, serverVersion());
  }

  private definition(name: string): PluginDefinition | null {
    return this.installed.find((plugin) => plugin.name === name)?.definition ?? null;
  }

  private neededBy(name: string) {
    const [needing] = dependentsOf(this.lineup, name);
    return needing === undefined
      ? undefined
      : { code: 'plugin-needed', params: { name: needing, needed: name } };
  }

  /** An application with all enabled plugins that can run; one that can not is reported and left out. */
  private async best(states: PluginStates): Promise<Generation> {
    const lineup = this.lineUp(states);
    try {
      return await this.made(lineup);
    } catch (error) {
      if (lineup.active.length === 0) throw error;
    }
    const kept: PluginDefinition[] = [];
    for (const plugin of lineup.active) {
      const trial = { ...lineup, active: [...kept, plugin] };
      const error = await this.made(trial).then(({ app }) => app.close(), reasonOf);
      if (error === undefined) kept.push(plugin);
      else this.failures.set(plugin.name, error);
    }
    return this.made(this.lineUp(states));
  }

  private async made(lineup: Lineup): Promise<Generation> {
    const { foundation, front } = this;
    const { log, database, config } = foundation;
    const registry = newRegistry(lineup.active);
    const own = lineup.active.flatMap(({ models }) => models?.entities ?? []);
    const units = new UnitOfWork(database, new TableVersions());
    await createMissing(
      own.map((entity) => registry.of(entity)),
      registry,
      database,
      units,
    );
    const plugins = lineup.active;
    const module = AppModule.forRoot({ foundation, registry, plugins, host: this });
    const options = { logger: log.untilStarted(), abortOnError: false };
    if (!front) return { app: await NestFactory.createApplicationContext(module, options), lineup };
    const adapter = new ApiAdapter(front);
    const app = await NestFactory.create(module, adapter, { ...options, bodyParser: false });
    try {
      app.use(
        prepareRequest({
          proxies: compileTrust(config.trustedProxies),
          cloudflare: config.trustedCloudflare,
        }),
      );
      await app.init();
      return { app, lineup };
    } catch (error) {
      await app.close();
      throw error;
    }
  }

  /** Lets newer versions of plugins change what the older ones left. */
  private async updated(generation: Generation, states: PluginStates): Promise<void> {
    for (const { name, version, enabled } of generation.lineup.active) {
      const from = states.get(name)?.version ?? null;
      if (from === version) continue;
      await this.run(generation, null, async (context) => {
        const { transaction } = context;
        // Several processes may start at once: the first brings it up to date, for all of them.
        await lockNamed(transaction, 'plugins');
        const now = (await readPluginStates(transaction)).get(name);
        if (now?.version === version) return;
        await enabled?.(context, from);
        await writePluginState(transaction, name, { enabled: true, version });
      });
    }
  }

  /** One unit of work in an application that may never enter; then it is closed. */
  private async run(
    { app }: Generation,
    origin: Origin | null,
    work: (context: Context) => Promise<void>,
  ): Promise<void> {
    try {
      await app.get(LifeCycle).run(work, origin);
    } catch (error) {
      await app.close();
      throw error;
    }
  }

  /** Lets an application take over. */
  private async enter(generation: Generation): Promise<void> {
    const before = this.live;
    this.live = generation;
    for (const [name, { code, params }] of generation.lineup.problems) {
      this.foundation.log.warn({ plugin: name, code, ...params }, 'A plugin does not run');
    }
    generation.app.useLogger(this.foundation.log);
    if (!before) return;
    if (this.front) await generation.app.get(OverdueReceipts).start();
    const left = this.open(generation).then(() => before.app.close());
    this.leaving.add(left);
    void left.finally(() => this.leaving.delete(left));
  }

  /** @returns resolves when the application before has answered everything */
  private open({ app }: Generation): Promise<void> {
    if (!this.front) return Promise.resolve();
    const { httpAdapter } = app as INestApplication & { httpAdapter: ApiAdapter };
    return this.front.give(httpAdapter.getInstance<Express>());
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function sameLineup(a: Lineup, b: Lineup): boolean {
  const names = ({ active, problems }: Lineup) =>
    [...active.map((plugin) => plugin.name), ...problems.keys()].sort().join();
  return names(a) === names(b);
}
