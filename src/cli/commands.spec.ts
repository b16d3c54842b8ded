import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeEngines } from '../../test/support/describe-api.js';
import { type CommandLine, openCommandLine } from '../../test/support/command-line.js';
import { readConfig } from '../kernel/config/config.js';
import type { Database } from '../kernel/database/database.js';
import { onDatabaseAsIs } from './database-access.js';

describeEngines('commands on an empty database', (engine) => {
  let cli: CommandLine;
  beforeAll(async () => (cli = await openCommandLine(engine)));
  afterAll(() => cli.close());

  it.each([
    'key list',
    'key create --description x',
    'key revoke 1',
    'import cities package.json',
    'receipts refresh',
    'books rebuild',
  ])('%s makes none by side effect', async (command) => {
    const { exitCode, out, err } = await cli.run(command);

    expect(exitCode).toBe(1);
    expect(out).toBe('');
    expect(err).toBe(
      'The database is empty: run "facturanest install" or "facturanest serve" first.\n',
    );
  });

  it('doctor says what to do, and changes nothing', async () => {
    const { exitCode, out, err } = await cli.run('doctor');

    expect(exitCode).toBe(1);
    expect(out).toMatch(/^✓ Node\.js: /m);
    expect(out).toMatch(/^✗ (Database|Tables): there .* Run "facturanest (install|migrate)"/m);
    expect(err).toMatch(/^1 of \d+ checks failed\.\n$/);
    expect(existsSync(cli.environment.DATA_DIR!)).toBe(false);
    expect(await tables(cli)).toEqual([]);
  });
});

describeEngines('migrate', (engine) => {
  let cli: CommandLine;
  beforeAll(async () => (cli = await openCommandLine(engine)));
  afterAll(() => cli.close());

  it('creates tables, says so once, installs nothing, and restores a lost one', async () => {
    const first = await cli.run('migrate');
    expect(first.exitCode).toBe(0);
    expect(first.out.split('\n')).toEqual(expect.arrayContaining(['clientes', 'fn_counters']));
    expect(first.err).toMatch(/: \d+ tables created\.\n$/);

    const second = await cli.run('migrate');
    expect(second).toEqual({
      exitCode: 0,
      out: '',
      err: 'The schema is up to date: nothing was created.\n',
    });
    expect((await cli.run('key list')).exitCode).toBe(1);
    expect((await cli.run('doctor')).out).toMatch(/^✗ Installation: there is no company\./m);

    await execute(cli, 'DROP TABLE puntos_interes_ciudades');
    expect((await cli.run('doctor')).out).toMatch(
      /^✗ Tables: without the tables puntos_interes_ciudades\./m,
    );

    expect((await cli.run('migrate')).out).toBe('puntos_interes_ciudades\n');
  });
});

describeEngines('commands on an installed database', (engine) => {
  let cli: CommandLine;
  let installed: Awaited<ReturnType<CommandLine['run']>>;
  beforeAll(async () => {
    cli = await openCommandLine(engine);
    installed = await cli.run('install --country ESP');
  });
  afterAll(() => cli.close());

  it('install shows password and key on standard output, once', async () => {
    expect(installed.exitCode).toBe(0);
    expect(installed.out).toMatch(/password of the user admin: \S{16}\n.*full access: +\S{32}\n/);
    expect(installed.err).toBe('Installing for ESP …\n');

    expect(await cli.run('install')).toEqual({
      exitCode: 1,
      out: '',
      err: 'The database is not empty: nothing was installed or changed.\n',
    });
  });

  it('receipts refresh marks what has fallen due, once', async () => {
    await execute(cli, "INSERT INTO clientes (cifnif, codcliente, nombre) VALUES ('', '7', 'X')");
    await execute(
      cli,
      `INSERT INTO recibospagoscli (codcliente, fecha, idempresa, importe, pagado, vencido,
         vencimiento) VALUES ('7', '2020-01-01', 1, 5, 0, 0, '2020-02-01')`,
    );
    const counts = [await cli.run('receipts refresh'), await cli.run('receipts refresh')];

    expect(counts.map(({ exitCode, err }) => [exitCode, err])).toEqual([
      [0, '1 receipts and invoices changed.\n'],
      [0, '0 receipts and invoices changed.\n'],
    ]);
    expect(await rows(cli, 'SELECT vencido FROM recibospagoscli')).toEqual([[1]]);
    for (const table of ['recibospagoscli', 'clientes']) await execute(cli, `DELETE FROM ${table}`);
  });

  it('books rebuild says how much it found anew, and doctor what waits', async () => {
    const event = (done: number) =>
      execute(
        cli,
        `INSERT INTO work_events (creation_date, done, name)
           VALUES ('2026-01-01 00:00:00', ${done}, 'Model.Partida.Save')`,
      );
    await event(1);
    expect((await cli.run('doctor')).out).toContain('✓ Queue of another program: no balances');
    await event(0);
    expect((await cli.run('doctor')).out).toContain(
      '! Queue of another program: 1 events in work_events wait',
    );
    expect(await cli.run('books rebuild')).toEqual({
      exitCode: 0,
      out: '',
      err: 'The balances of 745 ledger accounts and 915 accounts were found anew.\n',
    });
    await execute(cli, 'DELETE FROM work_events');
  });

  const idOf = ({ err }: { err: string }) => Number(/^Key (\d+) is made/.exec(err)?.[1]);
  const SHOP =
    'key create --description Web_<shop> --resource productos --allow get ' +
    '--resource crearPedidoCliente --allow get,post';

  it('key create prints the key alone, which the database holds as a hash', async () => {
    const { exitCode, out, err } = await cli.run(SHOP);
    const id = idOf({ err });

    expect(exitCode).toBe(0);
    expect(out).toMatch(/^[A-Za-z0-9]{20}\n$/);
    expect(err).toMatch(/^Key \d+ is made/);
    const [row] = await rows(
      cli,
      `SELECT apikey, description, fullaccess FROM api_keys WHERE id = ${id}`,
    );
    expect(row).toEqual([expect.stringMatching(/^sha256\$/), 'Web &lt;shop&gt;', 0]);
    expect(await permissions(cli, id)).toEqual([
      ['crearPedidoCliente', 1, 1, 0, 0],
      ['productos', 1, 0, 0, 0],
    ]);
  });

  it('key create --full needs no permissions; a key without any is told about', async () => {
    expect((await cli.run('key create --description Boss --full')).err).not.toMatch(/grant/);
    const nobody = await cli.run('key create --description Nobody');
    expect(nobody.err).toMatch(new RegExp(`key grant ${idOf(nobody)} `));
  });

  it('key list shows the keys and what they may do', async () => {
    const shop = idOf(await cli.run(SHOP));
    const boss = idOf(await cli.run('key create --description Boss --full'));
    const lines = (await cli.run('key list')).out.split('\n');
    const shown =
      `^${shop} +yes +\\d{4}-\\d\\d-\\d\\d +never +Web <shop> +` +
      'crearPedidoCliente: get,post; productos: get$';
    expect(lines.find((line) => line.startsWith(`${shop} `))).toMatch(new RegExp(shown));
    // In the order of their numbers.
    expect(lines.slice(-3)).toEqual([
      expect.stringMatching(new RegExp(`^${shop} `)),
      expect.stringMatching(new RegExp(`^${boss} `)),
      '',
    ]);

    const keys = JSON.parse((await cli.run('key list --json')).out);
    expect(keys.at(-1)).toMatchObject({
      id: boss,
      description: 'Boss',
      enabled: true,
      fullAccess: true,
    });
  });

  it.each([
    ['clients', /did you mean clientes\?/],
    ['facturacliente', /did you mean facturaclientes/],
    ['qqqqqqq', /GET \/api\/3 lists them all/],
  ])('key grant knows no resource %s', async (name, message) => {
    const { exitCode, out, err } = await cli.run(`key grant 1 --resource ${name} --allow get`);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(message);
  });

  it('key grant replaces what is named and leaves the rest', async () => {
    const id = idOf(await cli.run(SHOP));
    const grant = `key grant ${id} --resource clientes`;
    expect((await cli.run(`${grant} --allow all --resource productos --allow none`)).exitCode).toBe(
      0,
    );
    expect((await cli.run(`${grant} --allow put`)).exitCode).toBe(0);

    expect(await permissions(cli, id)).toEqual([
      ['clientes', 0, 0, 1, 0],
      ['crearPedidoCliente', 1, 1, 0, 0],
    ]);
  });

  it('key revoke disables, and removes when told to', async () => {
    const [shop, boss] = [
      idOf(await cli.run(SHOP)),
      idOf(await cli.run('key create --description Boss --full')),
    ];
    expect((await cli.run(`key revoke ${boss}`)).exitCode).toBe(0);
    expect((await cli.run(`key revoke ${shop} --delete`)).exitCode).toBe(0);

    const left = `SELECT id, enabled FROM api_keys WHERE id IN (${shop}, ${boss})`;
    expect(await rows(cli, left)).toEqual([[boss, 0]]);
    expect(await permissions(cli, shop)).toEqual([]);
  });

  it('says which key there is not', async () => {
    for (const command of ['key revoke 99', 'key grant 99 --resource clientes --allow all']) {
      expect(await cli.run(command)).toMatchObject({
        exitCode: 1,
        err: 'There is no key 99: "facturanest key list" shows them.\n',
      });
    }
  });

  it('gives what the rules refuse as a sentence', async () => {
    expect(await cli.run(`key create --description ${'x'.repeat(151)}`)).toMatchObject({
      exitCode: 1,
      out: '',
      err: 'Field description of table api_keys holds at most 150 characters, not 151.\n',
    });
  });

  it('doctor finds nothing wrong until settings dangle and columns differ', async () => {
    const well = await cli.run('doctor');
    expect(well.out.split('\n').filter((line) => !line.startsWith('✓'))).toEqual(['']);
    expect(well).toMatchObject({ exitCode: 0, err: '' });

    const settings = { codserie: 'ZZ', codpais: 'ESP', enable_api: false };
    await execute(cli, `UPDATE settings SET properties = '${JSON.stringify(settings)}'`);
    await execute(cli, 'UPDATE api_keys SET enabled = 0');

    const { exitCode, out } = await cli.run('doctor');
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^✗ Default settings: codserie "ZZ" is not in series\./m);
    expect(out).toMatch(/^✗ API: disabled/m);
    expect(out).toMatch(/^✗ API keys: none can be used\./m);

    const json = JSON.parse((await cli.run('doctor --json', { API_KEY: 'constant' })).out);
    const byName = new Map(json.checks.map((check: { name: string }) => [check.name, check]));
    expect(json.ok).toBe(false);
    expect(byName.get('API')).toMatchObject({ status: 'ok' });
    expect(byName.get('API keys')).toMatchObject({ status: 'ok' });

    await execute(cli, 'ALTER TABLE agenciastrans ADD COLUMN colour varchar(7)');
    await execute(cli, 'ALTER TABLE agenciastrans DROP COLUMN telefono');

    const differing = await cli.run('doctor');
    expect(differing.out).toMatch(/^! Missing columns: agenciastrans\.telefono: not served/m);
    expect(differing.out).toMatch(/^✓ Extra columns: agenciastrans\.colour: /m);
  });
});

describe('folded texts of the embedded engine', () => {
  it('doctor finds rows of other programs, and migrate makes them findable', async () => {
    const cli = await openCommandLine();
    await cli.run('install');
    await execute(cli, "INSERT INTO agentes (codagente, nombre) VALUES ('9', 'Ángel')");

    const before = await cli.run('doctor');
    expect(before.exitCode).toBe(1);
    expect(before.out).toMatch(/^✗ Text search: filters and sorts miss 1 rows of agentes/m);
    expect((await cli.run('migrate')).err).toMatch(/^Made 1 rows findable by their texts again\./);
    expect(await rows(cli, 'SELECT nombre__fold FROM agentes')).toEqual([['angel']]);
    expect((await cli.run('doctor')).exitCode).toBe(0);
    await cli.close();
  });
});

function permissions(cli: CommandLine, id: number): Promise<unknown[][]> {
  return rows(
    cli,
    `SELECT resource, allowget, allowpost, allowput, allowdelete FROM api_access
     WHERE idapikey = ${id} ORDER BY resource`,
  );
}

function rows(cli: CommandLine, sql: string): Promise<unknown[][]> {
  return onDatabase(cli, (database) => database.rows(sql));
}

/** Writes as another program does. */
async function execute(cli: CommandLine, sql: string): Promise<void> {
  await onDatabase(cli, (database) => database.transaction((connection) => connection.run(sql)));
}

function tables(cli: CommandLine): Promise<string[]> {
  return onDatabaseAsIs(readConfig(cli.environment), async (database) => database?.tables() ?? []);
}

function onDatabase<R>(cli: CommandLine, work: (database: Database) => Promise<R>): Promise<R> {
  return onDatabaseAsIs(readConfig(cli.environment), (database) => work(database!));
}
