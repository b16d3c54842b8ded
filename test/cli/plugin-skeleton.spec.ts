import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { KEY } from '../support/api.js';
import { describeEngines, usePlace } from '../support/describe-api.js';
import { killProcesses, prepareBuild, runScript, startProcess } from '../support/server-process.js';

/** Patience for a busy machine; nothing is measured. */
const LONG_MS = 300_000;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const root = mkdtempSync(join(tmpdir(), 'facturanest-skeleton-'));
const plugins = join(root, 'plugins');
const plugin = join(plugins, 'follow-up');

// The plugin imports the server by its name, so what runs is what is built.
beforeAll(async () => {
  await prepareBuild();
  await runScript('dist/cli/main.js', 'plugin', 'new', 'follow-up', '--dir', plugins);
  // What `npm install --save-dev @types/node` would bring to a folder outside of the repository.
  symlinkSync(join(ROOT, 'node_modules', '@types'), join(plugins, 'node_modules', '@types'));
}, LONG_MS);
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('a new plugin compiles as it is', { timeout: LONG_MS }, async () => {
  expect(await runScript('node_modules/typescript/bin/tsc', '-p', plugin)).toBe('');
});

describeEngines('a new plugin', (engine) => {
  const place = usePlace(engine);
  let base: string;

  beforeAll(async () => {
    const environment = { ...place.environment, APP_LANG: 'en_EN', PLUGINS_DIR: plugins };
    ({ base } = await startProcess(environment));
  }, LONG_MS);
  afterAll(killProcesses);

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
