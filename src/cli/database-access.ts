import type { INestApplicationContext } from '@nestjs/common';
import { existsSync } from 'node:fs';
import { DataSource } from 'typeorm';
import { layFoundation } from '../foundation.js';
import { Generations } from '../generations.js';
import type { Config } from '../kernel/config/config.js';
import { databaseOver, dataSourceOptions, embeddedPath } from '../kernel/database/data-source.js';
import type { Database } from '../kernel/database/database.js';
import { hasCompany } from '../install/index.js';
import { Log } from '../kernel/logging/log.js';
import { CommandFailure } from './failure.js';

/** Nobody else waits for a command: its statements take as long as they need. */
function patient(config: Config): Config {
  return { ...config, statementTimeout: 0 };
}

/** Runs `work` on the database as it is, without a migration; null when there is none yet. */
export async function onDatabaseAsIs<R>(
  config: Config,
  work: (database: Database | null) => Promise<R>,
): Promise<R> {
  if (!config.database && !existsSync(embeddedPath(config))) return work(null);
  const options = dataSourceOptions(config, { entities: [], migrations: [] });
  const database = databaseOver(await new DataSource(options).initialize(), patient(config));
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Runs `work` in the server's application, without serving; brings the schema up to date. */
export async function inApplication<R>(
  config: Config,
  work: (app: INestApplicationContext) => Promise<R>,
): Promise<R> {
  // Commands say themselves what they do; what a server logs for its operator would be in the way.
  const level = config.logLevel === 'info' ? 'warn' : config.logLevel;
  const log = new Log(level, process.stderr);
  const foundation = await layFoundation(patient(config), log);
  const generations = new Generations(foundation, null);
  try {
    await generations.start();
    return await work(generations.app);
  } finally {
    await generations.close();
    await foundation.database.close();
  }
}

/**
 * As `inApplication`, for commands that must not make a database by side effect.
 *
 * @throws CommandFailure when nothing is installed in the database
 */
export async function inInstalledApplication<R>(
  config: Config,
  work: (app: INestApplicationContext) => Promise<R>,
): Promise<R> {
  if (!(await onDatabaseAsIs(config, isInstalled))) {
    throw new CommandFailure(
      'The database is empty: run "facturanest install" or "facturanest serve" first.',
    );
  }
  return inApplication(config, work);
}

/** Whether the database has a company, whoever made it; no table need exist. */
export async function isInstalled(database: Database | null): Promise<boolean> {
  if (!database || !(await database.tables()).includes('empresas')) return false;
  return hasCompany(database);
}
