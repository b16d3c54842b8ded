import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { HookTable, ModelEvents } from '../models/index.js';
import type { PluginDefinition } from './plugin-definition.js';

/** Nest token of the definitions of the plugins that run. */
export const ACTIVE_PLUGINS = Symbol('ACTIVE_PLUGINS');

/** Hangs what the plugins do into the life cycle, once their modules have made it. */
@Injectable()
export class PluginWiring implements OnModuleInit {
  constructor(
    @Inject(ACTIVE_PLUGINS) private readonly plugins: readonly PluginDefinition[],
    private readonly modules: ModuleRef,
    private readonly hooks: HookTable,
    private readonly events: ModelEvents,
  ) {}

  onModuleInit(): void {
    const made = { strict: false };
    const hooks = this.plugins.flatMap((plugin) => plugin.hooks ?? []);
    const handlers = this.plugins.flatMap((plugin) => plugin.handlers ?? []);
    this.hooks.use(hooks.map((type) => this.modules.get(type, made)));
    this.events.use(handlers.map((type) => this.modules.get(type, made)));
  }
}
