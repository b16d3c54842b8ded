import { customerPortalNotes, webhooks } from './bundled/index.js';
import type { PluginDefinition } from './plugins/index.js';

/** Plugins that come with the server; `PLUGINS` installs them by name. */
export const BUNDLED_PLUGINS: readonly PluginDefinition[] = [customerPortalNotes, webhooks];
