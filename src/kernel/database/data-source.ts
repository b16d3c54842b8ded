import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  DataSource,
  type DataSourceOptions,
  type EntitySchema,
  type MigrationInterface,
} from 'typeorm';
import type { Config } from '../config/config.js';
import { POOL_SIZE, type Database } from './database.js';
import { EmbeddedDatabase } from './embedded.database.js';
import { GuardedDatabase } from './libsql.js';
import { MOST_PREPARED, MysqlDatabase } from './mysql.database.js';

export interface Schema {
  readonly entities: EntitySchema[];
  readonly migrations: (new () => MigrationInterface)[];
}

/** Which engine the configuration asks for. */
export function engineOf(config: Pick<Config, 'database'>): 'mysql' | 'sqlite' {
  return config.database ? 'mysql' : 'sqlite';
}

/** The file of the embedded database. */
export function embeddedPath(config: Pick<Config, 'dataDir'>): string {
  return join(config.dataDir, 'facturanest.db');
}

/** TypeORM's options for the configured database. */
export function dataSourceOptions(config: Config, schema: Schema): DataSourceOptions {
  const common = {
    entities: schema.entities,
    migrations: schema.migrations,
    migrationsTableName: 'fn_migrations',
    migrationsTransactionMode: 'each' as const,
    synchronize: false,
  };
  if (!config.database) {
    return {
      ...common,
      type: 'better-sqlite3',
      driver: GuardedDatabase,
      database: embeddedPath(config),
      timeout: 5000,
      enableWAL: true,
      prepareDatabase: (database: GuardedDatabase) => {
        database.exec('PRAGMA synchronous = NORMAL');
      },
    };
  }
  const { host, port, user, password, name } = config.database;
  return {
    ...common,
    type: 'mysql',
    host,
    port,
    username: user,
    password,
    database: name,
    charset: 'utf8mb4_unicode_520_ci',
    dateStrings: true,
    // Whole numbers and decimals as numbers: columns of other programs may have such types.
    bigNumberStrings: false,
    extra: { decimalNumbers: true, maxPreparedStatements: MOST_PREPARED },
    poolSize: POOL_SIZE,
  };
}

/** Connects, and brings the schema up to date. */
export async function connect(options: DataSourceOptions | undefined): Promise<DataSource> {
  if (!options) throw new Error('No options for the data source');
  if (options.type === 'better-sqlite3') mkdirSync(dirname(options.database), { recursive: true });
  const dataSource = await new DataSource(options).initialize();
  await dataSource.runMigrations();
  return dataSource;
}

/** The database behind a connected data source. */
export function databaseOver(dataSource: DataSource, config: Config): Database {
  return config.database
    ? new MysqlDatabase(dataSource, config.statementTimeout)
    : new EmbeddedDatabase(dataSource, embeddedPath(config));
}

/** Both in one: for programs and tests without Nest. */
export async function openDatabase(config: Config, schema: Schema): Promise<Database> {
  return databaseOver(await connect(dataSourceOptions(config, schema)), config);
}
