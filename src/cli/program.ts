import { Command, CommanderError } from 'commander';
import { existsSync } from 'node:fs';
import { serverVersion } from '../openapi/index.js';
import { booksCommand } from './books.js';
import { chartCommand } from './chart.js';
import { doctorCommand } from './doctor.js';
import { explained } from './failure.js';
import { importCommand } from './import-cities.js';
import { installCommand } from './install.js';
import { keyCommand } from './key.js';
import { migrateCommand } from './migrate.js';
import { openApiCommand } from './openapi.js';
import { pluginCommand } from './plugin.js';
import { receiptsCommand } from './receipts.js';
import { serveCommand } from './serve.js';
import type { Shell } from './shell.js';
import { Terminal } from './terminal.js';
import { yearCommand } from './year.js';

const HELP = `
Settings come from the environment and from the file .env in the current folder: DATABASE_URL,
DATA_DIR, PORT and others. LOG_LEVEL=debug shows where an error comes from.

Examples:
  $ facturanest serve
  $ facturanest key create --description "Web shop" --resource productos --allow get
  $ facturanest doctor

Exit codes: 0 done, 1 failed, 2 the command line can not be understood.
`;

/** The command line of this process: `.env`, its streams, its exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  process.stdout.on('error', endOnClosedPipe);
  if (existsSync('.env')) process.loadEnvFile('.env');
  const terminal = new Terminal(process.stdout, process.stderr);
  process.exitCode = await run(argv, { terminal, environment: process.env });
}

/** Runs one command and gives its exit code; nothing is thrown. */
export async function run(argv: readonly string[], shell: Shell): Promise<number> {
  try {
    await program(shell).parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    shell.terminal.say(explained(error));
    if (['debug', 'trace'].includes(shell.environment.LOG_LEVEL ?? '')) {
      shell.terminal.say(error instanceof Error ? (error.stack ?? '') : '');
    }
    return 1;
  }
}

function program(shell: Shell): Command {
  const command = new Command('facturanest')
    .description(
      'Invoicing, accounting and stock server that speaks the FacturaScripts REST API v3',
    )
    .version(serverVersion(), '-V, --version')
    .addHelpText('after', HELP)
    .addCommand(serveCommand(shell))
    .addCommand(installCommand(shell))
    .addCommand(migrateCommand(shell))
    .addCommand(keyCommand(shell))
    .addCommand(pluginCommand(shell))
    .addCommand(importCommand(shell))
    .addCommand(chartCommand(shell))
    .addCommand(yearCommand(shell))
    .addCommand(receiptsCommand(shell))
    .addCommand(booksCommand(shell))
    .addCommand(doctorCommand(shell))
    .addCommand(openApiCommand(shell));
  for (const each of withDescendants(command)) {
    each
      .exitOverride()
      .showHelpAfterError('(add --help for more)')
      .configureOutput({ writeOut: shell.terminal.raw.print, writeErr: shell.terminal.raw.say });
  }
  return command;
}

function withDescendants(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withDescendants)];
}

/** `facturanest key list | head -1` is no failure. */
function endOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}
