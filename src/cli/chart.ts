import { Command, InvalidArgumentError } from 'commander';
import { readFileSync, statSync } from 'node:fs';
import { ChartImport } from '../accounting/index.js';
import { inInstalledApplication } from './database-access.js';
import { CommandFailure } from './failure.js';
import { configOf, type Shell } from './shell.js';

const HELP = `
FILE is CSV in UTF-8 with a header row or without, and semicolons or commas between code,
description and special account (which may lack). The longest codes are the ledger accounts. The
fiscal year must have no chart of accounts yet; it is imported as a whole or not at all.

Example:
  $ facturanest chart import pgc.csv --year 2027
`;

interface ImportFlags {
  readonly year: string;
  readonly length?: number;
}

export function chartCommand(shell: Shell): Command {
  const imports = new Command('import')
    .description('import a chart of accounts from a CSV file')
    .argument('<file>', 'the CSV file')
    .requiredOption('--year <code>', 'code of the fiscal year')
    .option('--length <number>', 'length of the codes of ledger accounts', length)
    .addHelpText('after', HELP)
    .action((file: string, flags: ImportFlags) => importChart(shell, file, flags));
  return new Command('chart').description('charts of accounts').addCommand(imports);
}

async function importChart(shell: Shell, path: string, flags: ImportFlags): Promise<void> {
  const text = textOf(path);
  const imported = await inInstalledApplication(configOf(shell), (app) =>
    app.get(ChartImport).run(flags.year, text, flags.length),
  );
  if (!imported) throw new CommandFailure(`There is no fiscal year ${flags.year}.`);
  const { accounts, subaccounts } = imported;
  shell.terminal.say(`${accounts} accounts and ${subaccounts} ledger accounts created.`);
}

function textOf(path: string): string {
  if (!statSync(path).isFile()) throw new CommandFailure(`${path} is no file.`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new CommandFailure(`${path} is not in UTF-8: convert the file first.`);
  }
}

function length(text: string): number {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a number from 4 to 15.');
}
