import { Command, InvalidArgumentError } from 'commander';
import { YearEnd, type YearEndResult } from '../accounting/index.js';
import { presentDay } from '../kernel/dates/calendar.js';
import { inInstalledApplication } from './database-access.js';
import { CommandFailure } from './failure.js';
import { configOf, type Shell } from './shell.js';

const HELP = `
Closing locks the invoices of the year, posts the entries that regularise and close it, opens the
next year with the balances, and closes the year; opening it again takes the entries back. Each is
done as a whole or not at all.

Examples:
  $ facturanest year close 2026
  $ facturanest year close 2026 --closing-journal 1 --opening-journal 1 --copy-subaccounts
  $ facturanest year reopen 2026
`;

interface CloseFlags {
  readonly closingJournal?: number;
  readonly openingJournal?: number;
  readonly copySubaccounts?: boolean;
}

interface ReopenFlags {
  readonly keepOpening?: boolean;
  readonly keepClosing?: boolean;
}

export function yearCommand(shell: Shell): Command {
  const close = new Command('close')
    .description('close a fiscal year and open the next one')
    .argument('<code>', 'code of the fiscal year')
    .option('--closing-journal <number>', 'journal of the entries that close', journal)
    .option('--opening-journal <number>', 'journal of the entry that opens', journal)
    .option('--copy-subaccounts', 'copy the whole chart of accounts into the next year')
    .action((code: string, flags: CloseFlags) => closeYear(shell, code, flags));
  const reopen = new Command('reopen')
    .description('open a closed fiscal year again')
    .argument('<code>', 'code of the fiscal year')
    .option('--keep-opening', 'keep the entry that opened the next year')
    .option('--keep-closing', 'keep the entries that regularised and closed the year')
    .action((code: string, flags: ReopenFlags) => reopenYear(shell, code, flags));
  return new Command('year')
    .description('close and open fiscal years')
    .addHelpText('after', HELP)
    .addCommand(close)
    .addCommand(reopen);
}

async function closeYear(shell: Shell, code: string, flags: CloseFlags): Promise<void> {
  const { closingJournal = null, openingJournal = null, copySubaccounts = false } = flags;
  const options = { closingJournal, openingJournal, copySubaccounts };
  const result = await onYearEnd(shell, code, (yearEnd) => yearEnd.close(code, options));
  tellEntries(shell, result, 'posted');
  shell.terminal.say(
    `The fiscal year ${result.year.codejercicio} is closed; ${result.lockedInvoices} invoices ` +
      'were locked.',
  );
}

async function reopenYear(shell: Shell, code: string, flags: ReopenFlags): Promise<void> {
  const options = { removeOpening: !flags.keepOpening, removeClosing: !flags.keepClosing };
  const result = await onYearEnd(shell, code, (yearEnd) => yearEnd.reopen(code, options));
  tellEntries(shell, result, 'removed');
  shell.terminal.say(`The fiscal year ${result.year.codejercicio} is open.`);
}

/** @throws CommandFailure when there is no such year */
async function onYearEnd(
  shell: Shell,
  code: string,
  work: (yearEnd: YearEnd) => Promise<YearEndResult | null>,
): Promise<YearEndResult> {
  const done = await inInstalledApplication(configOf(shell), (app) => work(app.get(YearEnd)));
  if (!done) throw new CommandFailure(`There is no fiscal year ${code}.`);
  return done;
}

function tellEntries({ terminal }: Shell, { entries }: YearEndResult, done: string): void {
  for (const { operacion, numero, codejercicio, fecha, importe, concepto } of entries) {
    const entry = `${operacion ?? ''} ${codejercicio}/${numero} ${presentDay(fecha)} ${importe}`;
    terminal.print(`${done} ${entry} ${concepto ?? ''}`.trimEnd());
  }
}

function journal(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is the number of a journal.');
}
