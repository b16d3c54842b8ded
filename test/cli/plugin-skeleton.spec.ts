import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createDatabase, ENGINES, KEY } from '../support/api.js';

/** Patience for a busy machine; nothing is measured. */
const LONG_MS = 300_000;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const node = (script: string, ...more: string[]) =>
  promisify(execFile)(process.execPath, [join(ROOT, script), ...more]);

const root = mkdtempSync(join(tmpdir(), 'facturanest-skeleton-'));
const plugins = join(root, 'plugins');
const plugin = join(plugins, 'follow-up');

// The plugin imports the server by its name, so what runs is what is built.
beforeAll(async () => {
  await node('scripts/prepare.mjs');
  await node('dist/cli/main.js', 'plugin', 'new', 'follow-up', '--dir', plugins);
  // What `npm install --save-dev @types/node` would bring to a folder outside of the repository.
  symlinkSync(join(ROOT, 'node_modules', '@types'), join(plugins, 'node_modules', '@types'));
}, LONG_MS);
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('a new plugin compiles as it is', { timeout: LONG_MS }, async () => {
  const { stdout } = await node('node_modules/typescript/bin/tsc', '-p', plugin);
  expect(stdout).toBe('');
});

describe.each(ENGINES)('a new plugin on %s', (engine) => {
  let server: ChildProcess;
  let base: string;
  let drop: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    const database = engine === 'mysql' ? await createDatabase() : null;
    drop = database?.drop;
    const { PATH = '', HOME = '' } = process.env;
    server = spawn(process.execPath, [join(ROOT, 'dist/main.js')], {
      cwd: root,
      env: {
        ...{ PATH, HOME, API_KEY: KEY, APP_LANG: 'en_EN', LOG_LEVEL: 'error', PORT: '0' },
        DATA_DIR: join(root, engine),
        PLUGINS_DIR: plugins,
        ...(database && { DATABASE_URL: database.url }),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: server.stdout! })) {
      base = /listens on (\S+)/.exec(line)?.[1] ?? '';
      if (base) return;
    }
    throw new Error('The server ended before it listened.');
  }, LONG_MS);
  afterAll(async () => {
    if (server.exitCode === null) {
      server.kill();
      await once(server, 'exit');
    }
    await drop?.();
  });

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers differ
  const call = async (method: string, path: string, json?: object): Promise<any> => {
    const headers = { Token: KEY, 'Content-Type': 'application/json' };
    const body = json && JSON.stringify(json);
    return (await fetch(base + path, { method, headers, body: body ?? null })).json();
  };

  it('does all that its README says', { timeout: LONG_MS }, async () => {
    expect(await call('GET', '/followup')).toMatchObject({ status: 'error' });
    expect(await call('POST', '/plugins/follow-up/enable')).toMatchObject({ status: 'success' });

    const { data } = await call('POST', '/clientes', { nombre: 'Ana', cifnif: '' });
    const { codcliente } = data as { codcliente: string };
    const open = () => call('GET', `/openFollowUp/${codcliente}`);
    await vi.waitFor(async () =>
      expect(await open()).toMatchObject([{ text: 'Welcome the customer' }]),
    );

    const refused = await call('POST', '/followup', { codcliente, text: 'x', due: '01-01-2020' });
    expect(refused.details).toMatchObject([{ field: 'due', code: 'follow-up-days' }]);
    const made = await call('POST', '/followup', { codcliente, text: '<call>', due: '' });
    expect(made.data).toMatchObject({ text: '&lt;call&gt;', done: false, due: null });

    const vetoed = await call('DELETE', `/clientes/${codcliente}`);
    expect(vetoed.details).toMatchObject([
      { code: 'follow-up-open', message: 'Ana still has 2 open.' },
    ]);
    expect(await call('POST', `/openFollowUp/${codcliente}`)).toEqual({ closed: 2 });
    expect(await open()).toEqual([]);
    expect(await call('DELETE', `/clientes/${codcliente}`)).toHaveProperty('ok');
    expect(await call('GET', '/followup')).toEqual([]);
  });
});
