import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { KEY } from './api.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SETTINGS = { API_KEY: KEY, HOST: '127.0.0.1', LOG_LEVEL: 'error', PORT: '0' };

export interface ServerProcess {
  /** Where it listens, with `/api/3`. */
  readonly base: string;
  /** Ends it as a power cut does: nothing of it runs any more. */
  kill(): Promise<void>;
  /** Asks it to end, and waits for its exit code. */
  stop(): Promise<number | null>;
}

const kills: (() => Promise<void>)[] = [];

/** Runs a script of the repository to its end; what it printed. */
export async function runScript(script: string, ...more: string[]): Promise<string> {
  return (await promisify(execFile)(process.execPath, [join(ROOT, script), ...more])).stdout;
}

/** Builds what processes run, unless it is built already. */
export async function prepareBuild(): Promise<void> {
  await runScript('scripts/prepare.mjs');
}

/** Starts the built server in a process of its own, with nothing of this one's environment. */
export async function startProcess(
  environment: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [join(ROOT, 'dist/main.js')], {
    cwd: environment.DATA_DIR,
    env: { PATH, HOME, ...SETTINGS, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  const stop = async () => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
    return child.exitCode;
  };
  kills.push(kill);
  for await (const line of createInterface({ input: child.stdout })) {
    const base = /listens on (\S+)/.exec(line)?.[1];
    if (base) return { base, kill, stop };
  }
  throw new Error('The server ended before it listened.');
}

/** Ends those that a test left. */
export async function killProcesses(): Promise<void> {
  await Promise.all(kills.splice(0).map((kill) => kill()));
}
