import { Command } from 'commander';
import { Log } from '../kernel/logging/log.js';
import { startServer } from '../server.js';
import { installationTexts } from './install.js';
import { configOf, type Shell } from './shell.js';

const HELP = `
The first start fills an empty database for COUNTRY and shows the password of the user admin and
an API key with full access, once. SIGTERM and SIGINT stop the server after the requests that run,
which have SHUTDOWN_TIMEOUT seconds.

Examples:
  $ facturanest serve
  $ PORT=8080 DATABASE_URL=mysql://user:password@localhost/facturas facturanest serve
`;

export function serveCommand(shell: Shell): Command {
  return new Command('serve')
    .description('start the server')
    .addHelpText('after', HELP)
    .action(() => serve(shell));
}

/** Starts the server, and stops it on SIGTERM and SIGINT. */
async function serve(shell: Shell): Promise<void> {
  const { terminal } = shell;
  const config = configOf(shell);
  const server = await startServer(config, new Log(config.logLevel), { lockIssued: true });
  if (server.installed) {
    for (const line of installationTexts(server.installed)) terminal.print(line);
  }
  terminal.print(
    `facturanest listens on ${server.address}/api/3 (documentation: ${server.address}/docs)`,
  );
  stopOn(['SIGTERM', 'SIGINT'], () => server.stop());
}

function stopOn(signals: readonly NodeJS.Signals[], stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of signals) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`The server did not stop cleanly: ${String(error)}\n`);
          process.exit(1);
        },
      );
    });
  }
}
