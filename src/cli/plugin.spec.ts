import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeEngines } from '../../test/support/describe-api.js';
import { type CommandLine, openCommandLine } from '../../test/support/command-line.js';
import { meansSomething, skeletonNames } from './plugin-skeleton/index.js';

const PLUGINS_DIR = fileURLToPath(new URL('../../test/plugins', import.meta.url));

const WITH_PLUGINS = { PLUGINS_DIR, PLUGINS: 'customer-portal-notes' };

describeEngines('facturanest plugin before an installation', (engine) => {
  let cli: CommandLine;
  beforeAll(async () => (cli = await openCommandLine(engine)));
  afterAll(() => cli.close());

  it.each(['list', 'enable gifts', 'disable gifts'])(
    '%s makes no database by side effect',
    async (command) => {
      const { exitCode, err } = await cli.run(`plugin ${command}`, WITH_PLUGINS);
      expect([exitCode, err]).toEqual([1, expect.stringContaining('The database is empty')]);
    },
  );
});

describeEngines('facturanest plugin', (engine) => {
  let cli: CommandLine;
  const run = (command: string, more: Record<string, string> = {}) =>
    cli.run(command, { ...WITH_PLUGINS, ...more });
  const states = async (more = {}): Promise<Record<string, string>> => {
    const { out } = await run('plugin list --json', more);
    const rows = JSON.parse(out) as { name: string; state: string }[];
    return Object.fromEntries(rows.map(({ name, state }) => [name, state]));
  };

  beforeAll(async () => {
    cli = await openCommandLine(engine);
    await run('install --country ESP');
  });
  afterAll(() => cli.close());

  it('list shows what there is and why it does not run', async () => {
    const { exitCode, out, err } = await run('plugin list');
    expect([exitCode, err]).toEqual([0, '']);
    expect(out.split('\n').map((line) => line.split(/ {2,}/))).toEqual(
      expect.arrayContaining([
        ['NAME', 'VERSION', 'STATE', 'WHAT'],
        ['broken', 'not loaded', 'This plugin is broken'],
        ['customer-portal-notes', '1.0.0', 'disabled', expect.stringContaining('Notes about')],
        ['gifts', '1.2.3', 'disabled', 'Gives a gift to each new customer.'],
      ]),
    );
    const none = await run('plugin list', { PLUGINS_DIR: join(cli.folder, 'none'), PLUGINS: '' });
    expect([none.out, none.err]).toEqual(['', expect.stringContaining('There are none')]);
  });

  it('enable and disable say what they did, once', async () => {
    expect(await run('plugin enable gifts')).toEqual({
      exitCode: 0,
      out: '',
      err: 'Plugin gifts is enabled. A running server follows within seconds.\n',
    });
    expect((await run('plugin enable gifts')).err).toBe('Plugin gifts is enabled already.\n');
    expect(await states()).toMatchObject({ gifts: 'enabled', wrapping: 'disabled' });
    expect((await run('plugin disable gifts')).err).toContain('Plugin gifts is disabled.');
    expect(await run('plugin disable gifts')).toMatchObject({
      exitCode: 0,
      err: 'Plugin gifts is disabled already.\n',
    });
    expect(await states()).toMatchObject({ gifts: 'disabled' });
  });

  it.each([
    [
      'enable nope',
      'There is no plugin nope. "facturanest plugin list" shows those that PLUGINS and PLUGINS_DIR name.',
    ],
    [
      'disable nope',
      'There is no plugin nope. "facturanest plugin list" shows those that PLUGINS and PLUGINS_DIR name.',
    ],
    ['enable wrapping', 'Plugin wrapping needs the plugin gifts.'],
    ['enable broken', 'Plugin broken can not be loaded: This plugin is broken'],
    ['enable future', 'Plugin future works with version'],
    ['enable stillborn', 'Plugin stillborn can not be loaded: It can not be made'],
  ])('%s is refused with the reason', async (command, reason) => {
    const { exitCode, out, err } = await run(`plugin ${command}`);
    expect([exitCode, out]).toEqual([1, '']);
    expect(err).toContain(reason);
  });

  it('disable keeps what others need, and takes away what is gone', async () => {
    expect(Object.values(await states())).not.toContain('enabled');
    await run('plugin enable gifts');
    await run('plugin enable wrapping');
    expect((await run('plugin disable gifts')).err).toContain('wrapping needs the plugin gifts');

    const elsewhere = { PLUGINS_DIR: join(cli.folder, 'none') };
    expect(await states(elsewhere)).toMatchObject({ gifts: 'not running' });
    expect((await run('plugin disable wrapping', elsewhere)).exitCode).toBe(0);
    expect((await run('plugin disable gifts', elsewhere)).exitCode).toBe(0);
    expect(await states(elsewhere)).toEqual({ 'customer-portal-notes': 'disabled' });
    expect(await states()).toMatchObject({ gifts: 'disabled', wrapping: 'disabled' });
  });
});

describe('facturanest plugin new', () => {
  let cli: CommandLine;
  let dir: string;
  beforeAll(async () => {
    cli = await openCommandLine();
    dir = join(cli.folder, 'plugins');
  });
  afterAll(() => cli.close());

  it('writes a plugin, links the server beside it and says what is next', async () => {
    const { exitCode, out, err } = await cli.run(`plugin new FollowUp --dir ${dir}`);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/follow-up\/src\/follow-up\.entity\.ts$/m);
    expect(err).toContain(`PLUGINS_DIR=${dir}`);
    expect(err).toContain('facturanest plugin enable follow-up');
    expect(readdirSync(join(dir, 'follow-up', 'src')).sort()).toEqual([
      'follow-up.controller.ts',
      'follow-up.entity.ts',
      'follow-up.handler.ts',
      'follow-up.hooks.ts',
      'follow-up.rules.ts',
      'index.ts',
    ]);
    const entity = readFileSync(join(dir, 'follow-up', 'src', 'follow-up.entity.ts'), 'utf8');
    expect(entity).toContain("table: 'follow_up'");
    expect(entity).toContain('export class FollowUp {');
    expect(existsSync(join(dir, 'node_modules', 'facturanest', 'package.json'))).toBe(true);
    expect(existsSync(cli.environment.DATA_DIR!)).toBe(false);
  });

  it('uses PLUGINS_DIR unless told otherwise, and then does not speak of it', async () => {
    const { err } = await cli.run('plugin new other', { PLUGINS_DIR: dir });
    expect(existsSync(join(dir, 'other', 'package.json'))).toBe(true);
    expect(err).not.toContain('PLUGINS_DIR');
  });

  it('overwrites nothing', async () => {
    const file = join(dir, 'mine', 'README.md');
    mkdirSync(join(dir, 'mine'), { recursive: true });
    writeFileSync(file, 'mine');
    const { exitCode, out, err } = await cli.run(`plugin new mine --dir ${dir}`);
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(err).toContain('is there already');
    expect(readdirSync(join(dir, 'mine'))).toEqual(['README.md']);
  });

  it.each(['clientes', 'Cliente', 'model', 'context', 'event', 'map', 'plugins', 'productos'])(
    'refuses %s, which the server or the language has',
    async (name) => {
      const { exitCode, err } = await cli.run(`plugin new ${name} --dir ${dir}`);
      expect([exitCode, err]).toEqual([1, expect.stringContaining('means something else here')]);
      expect(existsSync(join(dir, name.toLowerCase()))).toBe(false);
    },
  );

  it.each(['1st', '-x', 'a--b', 'a.b', '../x', 'ñ', 'x'.repeat(41)])(
    'can not read %s as a name',
    async (name) => {
      expect((await cli.run(`plugin new -- ${name}`)).exitCode).toBe(2);
      expect(skeletonNames(name)).toBeNull();
    },
  );

  it.each([
    ['visits', 'visits', 'Visits', 'visits', 'visits'],
    ['follow-up', 'follow-up', 'FollowUp', 'followup', 'follow_up'],
    ['followUp2Do', 'follow-up2-do', 'FollowUp2Do', 'followup2do', 'follow_up2_do'],
  ])('makes all names of %s', (given, name, className, resource, table) => {
    const names = skeletonNames(given)!;
    expect(names).toMatchObject({ name, className, resource, table });
    expect(meansSomething(names)).toBe(false);
  });
});
