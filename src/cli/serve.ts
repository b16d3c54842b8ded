import { existsSync } from 'node:fs';
import { ConfigError, readConfig } from '../kernel/config/config.js';
import { Log } from '../kernel/logging/log.js';
import { startServer } from '../server.js';

/** Reads `.env` where there is one, starts the server and stops it on SIGTERM and SIGINT. */
export async function serve(environment: NodeJS.ProcessEnv): Promise<void> {
  try {
    if (existsSync('.env')) process.loadEnvFile('.env');
    const config = readConfig(environment);
    const log = new Log(config.logLevel);
    const server = await startServer(config, log);
    if (server.installed) {
      const { adminPassword, apiKey } = server.installed;
      print('The database is installed. These two are shown only now:');
      print(`  password of the user admin: ${adminPassword}`);
      print(`  API key with full access:   ${apiKey}`);
    }
    print(`facturanest listens on ${server.address}/api/3 (documentation: ${server.address}/docs)`);
    stopOn(['SIGTERM', 'SIGINT'], () => server.stop());
  } catch (error) {
    process.stderr.write(`${error instanceof ConfigError ? error.message : explained(error)}\n`);
    process.exitCode = 1;
  }
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
          process.stderr.write(`${explained(error)}\n`);
          process.exit(1);
        },
      );
    });
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function explained(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
