import { join } from 'node:path';
import { run } from '../../src/cli/program.js';
import { Terminal } from '../../src/cli/terminal.js';
import { makePlace, type Engine } from './place.js';

export interface Outcome {
  readonly exitCode: number;
  /** Standard output. */
  readonly out: string;
  /** Standard error. */
  readonly err: string;
}

/** The command line over a database of its own, in this process. */
export interface CommandLine {
  readonly folder: string;
  readonly environment: Record<string, string>;
  run(argv: string, more?: Record<string, string>): Promise<Outcome>;
  close(): Promise<void>;
}

/** Nothing is created until a command does it. */
export async function openCommandLine(engine: Engine = 'embedded'): Promise<CommandLine> {
  const place = await makePlace(engine);
  const { folder } = place;
  const environment = { ...place.environment, DATA_DIR: join(folder, 'data') };
  return {
    folder,
    environment,
    // A blank inside of an argument is written as an underscore.
    run: (argv, more = {}) =>
      runCommand(
        argv
          .split(' ')
          .filter(Boolean)
          .map((word) => word.replaceAll('_', ' ')),
        { ...environment, ...more },
      ),
    close: () => place.remove(),
  };
}

/** Runs a command with what a place needs; see `Place`. */
export async function runCommand(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const outcome = { out: '', err: '' };
  const terminal = new Terminal(
    { write: (text) => (outcome.out += text) },
    { write: (text) => (outcome.err += text) },
  );
  const exitCode = await run([...words], { terminal, environment: { ...environment } });
  return { exitCode, ...outcome };
}
