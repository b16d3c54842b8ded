import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../kernel/database/database.js';
import { settingsNamed } from '../kernel/settings/default-settings.js';
import { propertiesOf } from '../kernel/settings/properties.js';
import type { PluginDefinition } from './plugin-definition.js';
import { ACTIVE_PLUGINS } from './plugin-wiring.js';

/** What clients wrote to `settings/{name of the plugin}`, over what the plugin declares. */
@Injectable()
export class PluginSettings {
  constructor(
    private readonly database: Database,
    @Inject(ACTIVE_PLUGINS) private readonly plugins: readonly PluginDefinition[],
  ) {}

  /** The settings of a plugin at this moment. */
  async of(name: string): Promise<Readonly<Record<string, unknown>>> {
    const declared = this.plugins.find((plugin) => plugin.name === name)?.settings ?? {};
    const [row] = await this.database.read(settingsNamed(name));
    return { ...declared, ...propertiesOf(row?.properties) };
  }
}
