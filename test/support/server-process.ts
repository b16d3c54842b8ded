import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Runs the server's sources as they are: whoever tests need not have built them. */
const RUNNER = `
  const { runnerImport } = await import(${JSON.stringify(import.meta.resolve('vite'))});
  const root = ${JSON.stringify(ROOT)};
  const resolve = { alias: { 'facturanest/plugin': root + 'src/plugin.ts' } };
  await runnerImport(root + 'src/main.ts', { root, configFile: false, logLevel: 'error', resolve });
`;

export interface ServerProcess {
  /** Where it listens, with `/api/3`. */
  readonly base: string;
  /** Ends it as a power cut does: nothing of it runs any more. */
  kill(): Promise<void>;
}

const children = new Set<ChildProcess>();

/** Starts a server in a process of its own, with nothing of this one's environment. */
export async function startProcess(environment: Record<string, string>): Promise<ServerProcess> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', RUNNER], {
    cwd: environment.DATA_DIR,
    env: { PATH, HOME, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const base = /listens on (\S+)/.exec(line)?.[1];
    if (base) return { base, kill };
  }
  throw new Error('The server ended before it listened.');
}

/** Ends those that a test left. */
export function killProcesses(): void {
  for (const child of children) child.kill('SIGKILL');
}
