import { Module, type DynamicModule } from '@nestjs/common';
import type { PluginDefinition } from './plugin-definition.js';
import { PluginHost } from './plugin-host.js';
import { PluginSettings } from './plugin-settings.js';
import { ACTIVE_PLUGINS, PluginWiring } from './plugin-wiring.js';
import { PluginsController } from './plugins.controller.js';
import { PluginsService } from './plugins.service.js';

/** What the plugins that run hook into, and the routes that list and switch plugins. */
@Module({})
export class PluginsModule {
  static forRoot(active: readonly PluginDefinition[], host: PluginHost): DynamicModule {
    return {
      module: PluginsModule,
      global: true,
      controllers: [PluginsController],
      providers: [
        PluginsService,
        PluginSettings,
        PluginWiring,
        { provide: PluginHost, useValue: host },
        { provide: ACTIVE_PLUGINS, useValue: active },
      ],
      exports: [PluginSettings],
    };
  }
}

/** The modules of plugins; what they export can be injected everywhere. */
export function modulesOf(plugins: readonly PluginDefinition[]): DynamicModule[] {
  return plugins.flatMap(({ module }) => {
    if (!module) return [];
    return [typeof module === 'function' ? { module, global: true } : { ...module, global: true }];
  });
}
