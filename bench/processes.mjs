/** The processes of a benchmark: the servers and the one that loads them. */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
/** Where the server runs: a directory without a `.env` that would change it. */
const workplace = mkdtempSync(join(tmpdir(), 'facturanest-bench-'));
const children = new Set();

/** Starts facturanest as `npm start` does, on the embedded engine where it gets no database; `apiKey` is null unless this start installed it. */
export async function startFacturanest(databaseUrl) {
  const server = start(['--enable-source-maps', path('../dist/main.js')], {
    ...(databaseUrl && { DATABASE_URL: databaseUrl.href }),
    DATA_DIR: workplace,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'error',
  });
  let apiKey = null;
  for await (const line of server.lines) {
    apiKey = /^\s*API key with full access:\s*(\S+)/.exec(line)?.[1] ?? apiKey;
    const address = /listens on (http:\/\/[^/\s]+)/.exec(line)?.[1];
    if (address) return { ...server, address, apiKey };
  }
  throw new Error('facturanest ended before it listened.');
}

/** Starts a bare server: a script that prints the port on which it listens. */
export async function startBare(script, databaseUrl, environment = {}) {
  const server = start([path(script)], { DATABASE_URL: databaseUrl.href, ...environment });
  for await (const line of server.lines) return { ...server, address: `http://127.0.0.1:${line}` };
  throw new Error('The bare server ended before it listened.');
}

/** A function that loads a server as `load.mjs` describes. */
export function startLoad() {
  const child = fork(path('./load.mjs'));
  children.add(child);
  return async (job) => {
    child.send(job);
    const [result] = await once(child, 'message');
    if (result.error) throw new Error(result.error);
    return result;
  };
}

export async function stop({ child }) {
  children.delete(child);
  if (child.exitCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

export async function stopAll() {
  await Promise.all([...children].map((child) => stop({ child })));
  rmSync(workplace, { recursive: true, force: true });
}

/** Milliseconds of processor time that a process has used; NaN where there is no /proc. */
export function processorTime(pid) {
  const text = readProc(pid, 'stat');
  const [user, system] = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return (Number(user) + Number(system)) * 10;
}

/** Bytes of memory that a process holds now; NaN where there is no /proc. */
export function residentMemory(pid) {
  return Number(/VmRSS:\s*(\d+)/.exec(readProc(pid, 'status'))?.[1] ?? NaN) * 1024;
}

function start(nodeArguments, environment) {
  const { PATH, HOME, NODE_OPTIONS = '' } = process.env;
  const child = spawn(process.execPath, nodeArguments, {
    cwd: workplace,
    env: { PATH, HOME, NODE_OPTIONS, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  return { child, pid: child.pid, lines: createInterface({ input: child.stdout }) };
}

function readProc(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
