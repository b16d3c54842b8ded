import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';
import LongestFirst from './test/support/longest-first.js';

export default defineConfig({
  // Plugins that come with the server are written like all others.
  resolve: {
    alias: { 'facturanest/plugin': fileURLToPath(new URL('src/plugin.ts', import.meta.url)) },
  },
  test: {
    include: ['src/**/*.spec.ts', 'test/**/*.spec.ts', 'scripts/**/*.spec.mjs'],
    // They have packages of their own: `npm run clients`.
    exclude: [...configDefaults.exclude, 'test/clients/**'],
    // Failures and the closing numbers alone: what passes has nothing to say.
    reporters: ['minimal'],
    globalSetup: 'test/support/global-setup.ts',
    // Without it the compiled decorators silently leave out their type metadata.
    setupFiles: ['reflect-metadata'],
    // The files of one worker share their modules: Nest and TypeORM load once, not once a file.
    // Processes, not threads: the embedded database is native code.
    isolate: false,
    pool: 'forks',
    // vitest would leave one of two cores idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    testTimeout: 20_000,
    // A hook may create a database with all its tables and seeds.
    hookTimeout: 90_000,
    teardownTimeout: 10_000,
    restoreMocks: true,
    unstubEnvs: true,
  },
});
