import { Command, Option } from 'commander';
import { Installation, seededCountries, type InstallationReport } from '../install/index.js';
import { inApplication } from './database-access.js';
import { CommandFailure } from './failure.js';
import { configOf, type Shell } from './shell.js';

const HELP = `
Makes the tables and fills them with the initial data of the country, all or nothing. A database
that holds a company already is left as it is.

Examples:
  $ facturanest install
  $ DATA_DIR=/srv/facturanest facturanest install --country ESP
`;

export function installCommand(shell: Shell): Command {
  return new Command('install')
    .description('fill an empty database, without serving')
    .addOption(
      new Option('--country <code>', 'country of the initial data (default: COUNTRY)').choices(
        seededCountries(),
      ),
    )
    .addHelpText('after', HELP)
    .action(({ country }: { country?: string }) => install(shell, country));
}

async function install(shell: Shell, country?: string): Promise<void> {
  const config = configOf(shell);
  await inApplication(config, async (app) => {
    const installation = app.get(Installation);
    if (!(await installation.isDone())) {
      shell.terminal.say(`Installing for ${country ?? config.country} …`);
    }
    const report = await installation.run(country, { lockIssued: true });
    if (!report) {
      throw new CommandFailure('The database is not empty: nothing was installed or changed.');
    }
    for (const line of installationTexts(report)) shell.terminal.print(line);
  });
}

/** What the operator must be told once, in lines. */
export function installationTexts({ adminPassword, apiKey }: InstallationReport): string[] {
  return [
    'The database is installed. These two are shown only now:',
    `  password of the user admin: ${adminPassword}`,
    `  API key with full access:   ${apiKey}`,
  ];
}
