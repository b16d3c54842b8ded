import { Command } from 'commander';
import { BooksRebuild } from '../accounting/index.js';
import { inInstalledApplication } from './database-access.js';
import { configOf, type Shell } from './shell.js';

const HELP = `
Finds the balances of accounts, of ledger accounts and of their lines anew from the lines, for
databases that another program writes too: FacturaScripts leaves balances to a queue. A server does
this by itself when it starts and finds that queue waiting; the command may be repeated.

Examples:
  $ facturanest books rebuild
`;

export function booksCommand(shell: Shell): Command {
  const rebuild = new Command('rebuild')
    .description('find all balances of the ledger anew')
    .addHelpText('after', HELP)
    .action(() => rebuildBooks(shell));
  return new Command('books').description('keep the books in order').addCommand(rebuild);
}

async function rebuildBooks(shell: Shell): Promise<void> {
  const { subaccounts, accounts } = await inInstalledApplication(configOf(shell), (app) =>
    app.get(BooksRebuild, { strict: false }).all(),
  );
  shell.terminal.say(
    `The balances of ${subaccounts} ledger accounts and ${accounts} accounts were found anew.`,
  );
}
