import { Command, Option } from 'commander';
import { ConfigError, type Config } from '../kernel/config/config.js';
import { openFileStorage } from '../files/index.js';
import { LifeCycle } from '../models/index.js';
import type { Database } from '../kernel/database/database.js';
import { inInstalledApplication, onDatabaseAsIs } from './database-access.js';
import { booksChecks, type BooksOptions } from './doctor/books.checks.js';
import { failure, ok, type Check, type Status } from './doctor/check.js';
import { databaseChecks } from './doctor/database.checks.js';
import { filesChecks, repairFiles } from './doctor/files.checks.js';
import { clockCheck, dataFolderCheck, nodeCheck } from './doctor/machine.checks.js';
import { CommandFailure, explained } from './failure.js';
import { configOf, type Shell } from './shell.js';

const HELP = `
Looks at the machine, the settings and the database, changes nothing, and says what to do about
what it finds: ✓ is fine, ! is worth knowing, ✗ is in the way. The exit code is 1 when there is
a ✗. With --books it goes through everything that is kept twice instead: entries, balances,
receipts, numbers, risk, lines, totals, served quantities and stock. With --files it compares the records of files with the file
store; --repair then removes what belongs to no record and corrects sizes.

Examples:
  $ facturanest doctor
  $ facturanest doctor --books
  $ facturanest doctor --files --repair
  $ facturanest doctor --json | jq '.checks[] | select(.status != "ok")'
`;

interface DoctorFlags extends BooksOptions {
  readonly json?: boolean;
  readonly books?: boolean;
  readonly files?: boolean;
  readonly repair?: boolean;
}

export function doctorCommand(shell: Shell): Command {
  return new Command('doctor')
    .description('check machine, settings and database, and say what to do')
    .option('--json', 'as JSON, for programs')
    .option('--books', 'check the books instead')
    .addOption(new Option('--files', 'check the file store instead').conflicts('books'))
    .option('--repair', 'with --files: repair what can be repaired')
    .option('--stock-from-zero', 'with --books: no stock was ever counted or corrected by hand')
    .addHelpText('after', HELP)
    .action((flags: DoctorFlags) => doctor(shell, flags));
}

async function doctor(shell: Shell, flags: DoctorFlags): Promise<void> {
  const { json, books, files, repair } = flags;
  const { terminal } = shell;
  if (repair && !files) throw new CommandFailure('--repair goes with --files.');
  const checks = await allChecks(shell, flags);
  const failures = checks.filter(({ status }) => status === 'failure').length;
  if (json) terminal.print(JSON.stringify({ ok: failures === 0, checks }, null, 2));
  else for (const line of checks.flatMap(linesOf)) terminal.print(line);
  if (failures > 0) {
    throw new CommandFailure(`${failures} of ${checks.length} checks failed.`);
  }
  if (books) terminal.say(`The books are right: ${checks.length} checks found nothing in the way.`);
}

/** Wherever in the application it is provided. */
const ANYWHERE = { strict: false };
const SIGNS: Readonly<Record<Status, string>> = { ok: '✓', warning: '!', failure: '✗' };

function linesOf({ name, status, message, advice }: Check): string[] {
  const line = `${SIGNS[status]} ${name}: ${message}`;
  return advice === undefined ? [line] : [`${line.replace(/\.$/, '')}. ${advice}`];
}

async function allChecks(shell: Shell, flags: DoctorFlags): Promise<Check[]> {
  const { books, files, repair = false } = flags;
  const isGeneral = !books && !files;
  const checks = isGeneral ? [nodeCheck()] : [];
  try {
    const config = configOf(shell);
    if (isGeneral) {
      checks.push(ok('Settings', 'all can be used'), clockCheck(config), dataFolderCheck(config));
    }
    const found = await onDatabaseAsIs(config, async (database) => {
      if (!database) return [noDatabase(config)];
      if (files) return storeChecks(config, database, repair);
      return books ? booksChecks(database, flags) : databaseChecks(config, database);
    });
    return [...checks, ...found];
  } catch (error) {
    return [...checks, broken(error)];
  }
}

async function storeChecks(config: Config, database: Database, repair: boolean): Promise<Check[]> {
  const places = { config, database, storage: openFileStorage(config) };
  if (!repair) return filesChecks(places);
  return inInstalledApplication(config, (app) => repairFiles(places, app.get(LifeCycle, ANYWHERE)));
}

function noDatabase({ dataDir }: Config): Check {
  return failure(
    'Database',
    `there is none yet under ${dataDir}`,
    'Run "facturanest install", or start the server.',
  );
}

/** What kept the remaining checks from being made. */
function broken(error: unknown): Check {
  return error instanceof ConfigError
    ? failure('Settings', error.message.replaceAll('\n', ' '), 'Correct the environment or .env.')
    : failure('Database', explained(error), 'Then run this again.');
}
