import { Command } from 'commander';
import { OverdueReceipts } from '../payments/index.js';
import { inInstalledApplication } from './database-access.js';
import { configOf, type Shell } from './shell.js';

const HELP = `
A running server does this by itself at the beginning of each day; the command is for databases
that another program writes too, and may be repeated.

Examples:
  $ facturanest receipts refresh
`;

export function receiptsCommand(shell: Shell): Command {
  const refresh = new Command('refresh')
    .description('mark receipts that are overdue, and invoices that are paid or overdue')
    .addHelpText('after', HELP)
    .action(() => refreshReceipts(shell));
  return new Command('receipts').description('keep receipts up to date').addCommand(refresh);
}

async function refreshReceipts(shell: Shell): Promise<void> {
  const changed = await inInstalledApplication(configOf(shell), (app) =>
    app.get(OverdueReceipts).refresh(),
  );
  shell.terminal.say(`${changed} receipts and invoices changed.`);
}
