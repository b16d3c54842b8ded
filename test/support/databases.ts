import { readConfig } from '../../src/kernel/config/config.js';
import { openDatabase, type Schema } from '../../src/kernel/database/data-source.js';
import type { Database } from '../../src/kernel/database/database.js';
import { makePlace, type Engine } from './place.js';

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
  const { environment, remove } = await makePlace(engine);
  const database = await openDatabase(readConfig(environment), schema);
  return {
    database,
    environment,
    async close() {
      await database.close();
      await remove();
    },
  };
}
