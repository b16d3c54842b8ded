import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/kernel/config/config.js';
import { openDatabase, type Schema } from '../../src/kernel/database/data-source.js';
import type { Database } from '../../src/kernel/database/database.js';
import { createDatabase, type Engine } from './api.js';

export interface TestDatabase {
  readonly database: Database;
  /** What a server needs to open the same database. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** A database of its own, empty but for what the schema creates. */
export async function openEngine(
  engine: Engine,
  schema: Schema = { entities: [], migrations: [] },
): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'facturanest-db-'));
  const server = engine === 'mysql' ? await createDatabase() : null;
  const environment = { DATA_DIR: folder, ...(server && { DATABASE_URL: server.url }) };
  const database = await openDatabase(readConfig(environment), schema);
  return {
    database,
    environment,
    async close() {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
      await server?.drop();
    },
  };
}
