import { BooksRebuilds1795360000017, LedgerTables1795360000002 } from './accounting/index.js';
import { FormerRecords1795360000021 } from './company/index.js';
import { SequenceChecks1795360000001 } from './documents/index.js';
import { FileTables1795360000005 } from './files/index.js';
import type { Config } from './kernel/config/config.js';
import { engineOf, type Schema } from './kernel/database/data-source.js';
import { MODEL_BUNDLES } from './model-bundles.js';
import {
  CreateIdempotency1795360000000,
  createSchemaMigration,
  entitySchemas,
  Registry,
  type ModelBundle,
} from './models/index.js';
import { PluginStates1795360000010, type PluginDefinition } from './plugins/index.js';

/** The models of the server and of plugins with their rules. */
export function bundlesWith(plugins: readonly PluginDefinition[]): ModelBundle[] {
  return [...MODEL_BUNDLES, ...plugins.flatMap(({ models }) => (models ? [models] : []))];
}

/** The models that this server is built with, and those of plugins. */
export function newRegistry(plugins: readonly PluginDefinition[] = []): Registry {
  return new Registry(bundlesWith(plugins).flatMap(({ entities }) => entities));
}

/** Entities and migrations of the configured engine. */
export function schemaFor(registry: Registry, config: Config): Schema {
  return {
    entities: entitySchemas(registry, engineOf(config)),
    migrations: [
      createSchemaMigration(registry),
      CreateIdempotency1795360000000,
      SequenceChecks1795360000001,
      LedgerTables1795360000002,
      FileTables1795360000005,
      PluginStates1795360000010,
      BooksRebuilds1795360000017,
      FormerRecords1795360000021,
    ],
  };
}
