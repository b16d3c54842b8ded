export { discoverPlugins, linkServer, type InstalledPlugin } from './discovery.js';
export { dependentsOf, lineUp, type Lineup } from './lineup.js';
export { definePlugin, type PluginDefinition, type Replacement } from './plugin-definition.js';
export { PluginHost, PluginRefusal } from './plugin-host.js';
export { PluginSettings } from './plugin-settings.js';
export {
  PluginStates1795360000010,
  readPluginStates,
  writePluginState,
  type PluginStates,
} from './plugin-states.js';
export { modulesOf, PluginsModule } from './plugins.module.js';
export { PLUGINS_PART } from './plugins.openapi.js';
