import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Connection, Reader } from '../kernel/database/database.js';

const TABLE = 'fn_plugins';

/** What the database remembers of a plugin. */
export interface PluginState {
  readonly enabled: boolean;
  /** The version that was enabled last; its tables are those of that version. */
  readonly version: string;
}

export type PluginStates = ReadonlyMap<string, PluginState>;

/** Reads which plugins are enabled; all processes on one database agree on it. */
export async function readPluginStates(reader: Reader): Promise<PluginStates> {
  const rows = await reader.rows(`SELECT name, enabled, version FROM ${TABLE}`);
  return new Map(
    rows.map(([name, enabled, version]) => [
      String(name),
      { enabled: Number(enabled) === 1, version: String(version) },
    ]),
  );
}

/** Remembers the state of a plugin. */
export async function writePluginState(
  connection: Connection,
  name: string,
  { enabled, version }: PluginState,
): Promise<void> {
  await connection.run(`DELETE FROM ${TABLE} WHERE name = ?`, [name]);
  await connection.run(`INSERT INTO ${TABLE} (name, enabled, version) VALUES (?, ?, ?)`, [
    name,
    enabled ? 1 : 0,
    version,
  ]);
}

/** Creates the table of what is known of plugins. */
export class PluginStates1795360000010 implements MigrationInterface {
  readonly name = 'PluginStates1795360000010';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE IF NOT EXISTS ${TABLE} (name varchar(50) NOT NULL PRIMARY KEY, ` +
        'enabled int NOT NULL, version varchar(50) NOT NULL)',
    );
  }

  /** What was enabled stays known: nothing is dropped. */
  async down(): Promise<void> {}
}
