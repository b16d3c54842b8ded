import { BUNDLED_PLUGINS } from './bundled-plugins.js';
import { newRegistry, schemaFor } from './schema.js';
import { SlidingWindowStorage } from './incidents/index.js';
import type { Config } from './kernel/config/config.js';
import { openDatabase } from './kernel/database/data-source.js';
import type { Database } from './kernel/database/database.js';
import type { Log } from './kernel/logging/log.js';
import { discoverPlugins, type InstalledPlugin } from './plugins/index.js';

/** What lives as long as the process, whichever plugins run on it. */
export interface Foundation {
  readonly config: Config;
  readonly log: Log;
  /** Open, with the tables of the server itself. */
  readonly database: Database;
  readonly installed: readonly InstalledPlugin[];
  /** Refusals and requests that have been counted. */
  readonly counters: SlidingWindowStorage;
}

/** Opens the database, brings its schema up to date and loads the plugins that there are. */
export async function layFoundation(config: Config, log: Log): Promise<Foundation> {
  const installed = await discoverPlugins(config, BUNDLED_PLUGINS);
  for (const { name, error } of installed) {
    if (error) log.warn({ plugin: name, error }, 'A plugin can not be loaded');
  }
  const database = await openDatabase(config, schemaFor(newRegistry(), config));
  return { config, log, database, installed, counters: new SlidingWindowStorage() };
}
