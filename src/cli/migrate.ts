import type { INestApplicationContext } from '@nestjs/common';
import { Command } from 'commander';
import { newRegistry } from '../schema.js';
import { Database } from '../kernel/database/database.js';
import { UnitOfWork } from '../kernel/database/unit-of-work.js';
import { createSchemaMigration, foldMissing, Registry } from '../models/index.js';
import { inApplication, onDatabaseAsIs } from './database-access.js';
import { configOf, type Shell } from './shell.js';

const HELP = `
Creates the tables that the database lacks, and prints their names. Tables that are there are
neither altered nor dropped. "facturanest serve" does the same at its start.

Example:
  $ facturanest migrate
`;

export function migrateCommand(shell: Shell): Command {
  return new Command('migrate')
    .description('bring the schema of the database up to date')
    .addHelpText('after', HELP)
    .action(() => migrate(shell));
}

async function migrate(shell: Shell): Promise<void> {
  const { terminal } = shell;
  const config = configOf(shell);
  const before = await onDatabaseAsIs(
    config,
    (database): Promise<string[]> => database?.tables() ?? Promise.resolve([]),
  );
  await inApplication(config, async (app) => {
    await createMissing(app);
    const created = (await app.get(Database).tables())
      .filter((table) => !before.includes(table) && !table.startsWith('sqlite_'))
      .sort();
    for (const table of created) terminal.print(table);
    const folded = await foldMissing(app.get(Registry), app.get(Database), app.get(UnitOfWork));
    if (folded > 0) terminal.say(`Made ${folded} rows findable by their texts again.`);
    terminal.say(
      created.length > 0
        ? `The schema is up to date: ${created.length} tables created.`
        : 'The schema is up to date: nothing was created.',
    );
  });
}

/** Tables that went missing after the migration that made them had run. */
async function createMissing(app: INestApplicationContext): Promise<void> {
  const registry = newRegistry();
  const database = app.get(Database);
  const present = new Set(await database.tables());
  if (registry.all.every(({ table }) => present.has(table))) return;
  const Migration = createSchemaMigration(registry);
  const runner = database.dataSource.createQueryRunner();
  try {
    await new Migration().up(runner);
  } finally {
    await runner.release();
  }
}
