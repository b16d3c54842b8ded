import { Command } from 'commander';
import { ConfigError } from '../kernel/config/config.js';
import { onDatabaseAsIs } from './database-access.js';
import { failure, ok, type Check, type Status } from './doctor/check.js';
import { databaseChecks } from './doctor/database.checks.js';
import { clockCheck, dataFolderCheck, nodeCheck } from './doctor/machine.checks.js';
import { CommandFailure, explained } from './failure.js';
import { configOf, type Shell } from './shell.js';

const HELP = `
Looks at the machine, the settings and the database, changes nothing, and says what to do about
what it finds: ✓ is fine, ! is worth knowing, ✗ is in the way. The exit code is 1 when there is
a ✗.

Examples:
  $ facturanest doctor
  $ facturanest doctor --json | jq '.checks[] | select(.status != "ok")'
`;

export function doctorCommand(shell: Shell): Command {
  return new Command('doctor')
    .description('check machine, settings and database, and say what to do')
    .option('--json', 'as JSON, for programs')
    .addHelpText('after', HELP)
    .action(({ json = false }: { json?: boolean }) => doctor(shell, json));
}

async function doctor(shell: Shell, json: boolean): Promise<void> {
  const { terminal } = shell;
  const checks = await allChecks(shell);
  const failures = checks.filter(({ status }) => status === 'failure').length;
  if (json) terminal.print(JSON.stringify({ ok: failures === 0, checks }, null, 2));
  else for (const line of checks.flatMap(linesOf)) terminal.print(line);
  if (failures > 0) {
    throw new CommandFailure(`${failures} of ${checks.length} checks failed.`);
  }
}

const SIGNS: Readonly<Record<Status, string>> = { ok: '✓', warning: '!', failure: '✗' };

function linesOf({ name, status, message, advice }: Check): string[] {
  const line = `${SIGNS[status]} ${name}: ${message}`;
  return advice === undefined ? [line] : [`${line.replace(/\.$/, '')}. ${advice}`];
}

async function allChecks(shell: Shell): Promise<Check[]> {
  const checks = [nodeCheck()];
  try {
    const config = configOf(shell);
    checks.push(ok('Settings', 'all can be used'), clockCheck(config), dataFolderCheck(config));
    const found = await onDatabaseAsIs(config, async (database) =>
      database
        ? databaseChecks(config, database)
        : [
            failure(
              'Database',
              `there is none yet under ${config.dataDir}`,
              'Run "facturanest install", or start the server.',
            ),
          ],
    );
    return [...checks, ...found];
  } catch (error) {
    return [...checks, broken(error)];
  }
}

/** What kept the remaining checks from being made. */
function broken(error: unknown): Check {
  return error instanceof ConfigError
    ? failure('Settings', error.message.replaceAll('\n', ' '), 'Correct the environment or .env.')
    : failure('Database', explained(error), 'Then run this again.');
}
