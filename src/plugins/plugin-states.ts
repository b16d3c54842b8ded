import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { SqlReader } from '../kernel/database/connection.js';
import { sql } from '../kernel/database/sql.js';
import { asFlag, asText, namedTable, select } from '../kernel/database/sql-table.js';
import type { Transaction } from '../kernel/database/transaction.js';

const TABLE = 'fn_plugins';
const STATES = namedTable(TABLE, { name: asText, enabled: asFlag, version: asText });

/** What the database remembers of a plugin. */
export interface PluginState {
  readonly enabled: boolean;
  /** The version that was enabled last; its tables are those of that version. */
  readonly version: string;
}

export type PluginStates = ReadonlyMap<string, PluginState>;

/** Reads which plugins are enabled; all processes on one database agree on it. */
export async function readPluginStates(reader: SqlReader): Promise<PluginStates> {
  const { name, enabled, version } = STATES;
  const rows = await reader.read(select({ name, enabled, version }, sql`FROM ${STATES}`));
  return new Map(rows.map(({ name: plugin, ...state }) => [plugin, state]));
}

/** Remembers the state of a plugin. */
export async function writePluginState(
  transaction: Transaction,
  name: string,
  { enabled, version }: PluginState,
): Promise<void> {
  await transaction.write(sql`DELETE FROM ${STATES} WHERE ${STATES.name.is(name)}`);
  await transaction.write(
    sql`INSERT INTO ${STATES} (${[STATES.name, STATES.enabled, STATES.version]})
      VALUES (${[name, enabled, version]})`,
  );
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
