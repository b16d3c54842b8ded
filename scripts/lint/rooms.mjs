/**
 * The rooms of the house, from the ground up: a room may import from those before it in this list, and
 * from none behind it. The lint rule `rooms` enforces it for values and types alike; ARCHITECTURE.md shows it.
 *
 * A room is a folder of `src`, entered by its `index.ts` alone (the kernel has many doors), or a
 * file of `src` itself.
 */
export const ROOMS = [
  // What knows no business word, and who may call.
  'kernel',
  'translations',
  'incidents',
  'auth',
  // What a model is.
  'models',
  // The nouns, each knowing those that it is about.
  'settings',
  'log',
  'geography',
  'taxes',
  'stock',
  'parties',
  'company',
  'api-keys',
  'users',
  'emails',
  'jobs',
  'files',
  'catalogue',
  'accounting',
  'payments',
  'documents',
  'export',
  // How it is put together.
  'plugins',
  'install',
  'model-bundles.ts',
  'openapi',
  'plugin.ts',
  'bundled',
  'bundled-plugins.ts',
  'settling-order.ts',
  'schema.ts',
  'foundation.ts',
  'app.module.ts',
  'generations.ts',
  'server.ts',
  'cli',
  'main.ts',
];
