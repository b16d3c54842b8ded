import { compare } from 'bcryptjs';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { newRegistry } from '../../src/schema.js';
import { readConfig } from '../../src/kernel/config/config.js';
import type { Database } from '../../src/kernel/database/database.js';
import { MYSQL, SQLITE } from '../../src/kernel/database/dialect.js';
import { Transaction } from '../../src/kernel/database/transaction.js';
import { createTableStatements } from '../../src/models/schema/table-statements.js';
import { type RunningServer, startServer } from '../../src/server.js';
import { KEY } from '../support/api.js';
import { describeEngines } from '../support/describe-api.js';
import { openEngine, type TestDatabase } from '../support/databases.js';
import { RecordingLog } from '../support/recording-log.js';

const CHART = fileURLToPath(new URL('../../../shared/contract/chart.json', import.meta.url));

/** Rows of a fresh installation; every other table is empty (models.md 9). */
const ROWS: Readonly<Record<string, number>> = {
  agenciastrans: 5,
  almacenes: 1,
  api_keys: 1,
  cuentas: 915,
  cuentasesp: 38,
  diarios: 4,
  divisas: 24,
  ejercicios: 1,
  emails_notifications: 8,
  empresas: 1,
  estados_documentos: 27,
  familias: 1,
  formaspago: 4,
  formatos_documentos: 3,
  idsfiscales: 6,
  impuestos: 18,
  pages: 95,
  paises: 250,
  productos: 9,
  provincias: 52,
  retenciones: 5,
  roles: 1,
  roles_access: 67,
  series: 3,
  settings: 2,
  subcuentas: 745,
  users: 1,
  variantes: 9,
};

/** Tables that another program made. */
const OTHERS = ['empresas', 'series', 'divisas'];

const registry = newRegistry();

describeEngines('installation', (engine) => {
  const cleanups: (() => Promise<void>)[] = [];
  afterEach(async () => {
    vi.restoreAllMocks();
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  describe('of an empty database', () => {
    let opened: TestDatabase;
    let server: RunningServer;
    let seconds: number;
    let counts: Record<string, number>;
    beforeAll(async () => {
      opened = await openEngine(engine);
      const start = performance.now();
      server = await startOn(opened);
      seconds = (performance.now() - start) / 1000;
      counts = await countsOf(opened.database);
    });
    afterAll(async () => {
      await server.stop();
      await opened.close();
    });

    it('takes under 20 seconds', () => {
      expect(seconds).toBeLessThan(20);
    });

    it('fills the tables that it should, and no other', () => {
      expect(counts).toEqual(ROWS);
    });

    it('makes a company with its warehouse', async () => {
      const [company] = await rows(
        'SELECT idempresa, nombre, cifnif, codpais, regimeniva FROM empresas',
      );
      expect(company).toEqual([
        1,
        expect.stringMatching(/^E-\d{1,4}$/),
        '00000014Z',
        'ESP',
        'General',
      ]);
      expect(await rows('SELECT codalmacen, idempresa, codpais, ciudad FROM almacenes')).toEqual([
        ['ALG', 1, 'ESP', ''],
      ]);
    });

    it('opens the current year', async () => {
      const year = String(new Date().getFullYear());
      expect(
        await rows(
          'SELECT codejercicio, estado, fechainicio, fechafin, idempresa, longsubcuenta FROM ejercicios',
        ),
      ).toEqual([[year, 'ABIERTO', `${year}-01-01`, `${year}-12-31`, 1, 10]]);
    });

    it('hangs every account and sub-account under its parent', async () => {
      const wrong = await rows(
        `SELECT a.codcuenta FROM cuentas a LEFT JOIN cuentas p ON p.idcuenta = a.parent_idcuenta
         WHERE (LENGTH(a.codcuenta) > 1) <> (p.idcuenta IS NOT NULL)
           OR p.codcuenta <> a.parent_codcuenta OR p.codejercicio <> a.codejercicio`,
      );
      expect(wrong).toEqual([]);
      const orphans = await rows(
        `SELECT s.codsubcuenta FROM subcuentas s LEFT JOIN cuentas a ON a.idcuenta = s.idcuenta
         WHERE a.idcuenta IS NULL OR a.codcuenta <> s.codcuenta OR a.codejercicio <> s.codejercicio
           OR LENGTH(s.codsubcuenta) <> 10`,
      );
      expect(orphans).toEqual([]);
      expect(await rows("SELECT COUNT(*) FROM cuentas WHERE descripcion = ''")).toEqual([[0]]);
    });

    it('has the accounts and tags of the contract', async () => {
      if (!existsSync(CHART)) return;
      const chart = JSON.parse(readFileSync(CHART, 'utf8')) as Record<string, string[][]>;
      const texts = (found: unknown[][]) => found.map((row) => row.map((cell) => cell ?? ''));
      const accounts = await rows('SELECT codcuenta, parent_codcuenta, codcuentaesp FROM cuentas');
      expect(texts(accounts).sort()).toEqual(chart.accounts?.toSorted());
      const subaccounts = await rows(
        'SELECT codsubcuenta, codcuenta, codcuentaesp FROM subcuentas',
      );
      expect(texts(subaccounts).sort()).toEqual(chart.subaccounts?.toSorted());
    });

    it('has the settings of the specification', async () => {
      const stored = Object.fromEntries(
        (await rows('SELECT name, properties FROM settings')).map(([name, properties]) => [
          String(name),
          JSON.parse(String(properties)) as unknown,
        ]),
      );
      expect(stored).toMatchObject({
        default: {
          coddivisa: 'EUR',
          codimpuesto: 'IVA21',
          codpago: 'CONT',
          codserie: 'A',
          codserierec: 'R',
          codalmacen: 'ALG',
          codpais: 'ESP',
          idempresa: 1,
          tipoidfiscal: 'NIF',
          regimeniva: 'General',
          updatesupplierprices: true,
          validate_iban: true,
          enable_api: true,
        },
        email: { enc: 'ssl', host: 'smtp.gmail.com', mailer: 'smtp' },
      });
    });

    it('gives out a key with full access that works, and keeps no key nor password', async () => {
      const { apiKey, adminPassword } = server.installed!;
      const url = `${server.address}/api/3/apikeyes`;
      const answer = await fetch(url, { headers: { Token: apiKey } });
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject([{ enabled: true, fullaccess: true }]);
      expect((await fetch(url, { headers: { Token: `${apiKey}x` } })).status).toBe(401);
      const [user] = await rows('SELECT nick, password, admin, level, codalmacen FROM users');
      expect(user).toMatchObject(['admin', expect.any(String), 1, 99, expect.anything()]);
      expect(await compare(adminPassword, String(user?.[1]))).toBe(true);
      const [key] = await rows('SELECT apikey FROM api_keys');
      expect(String(key?.[0])).not.toContain(apiKey);
    });

    it('lets new records continue its numbers', async () => {
      const answer = await fetch(`${server.address}/api/3/productos`, {
        method: 'POST',
        headers: { Token: KEY, 'Content-Type': 'application/json' },
        body: JSON.stringify({ descripcion: 'first' }),
      });
      expect(await answer.json()).toMatchObject({ data: { idproducto: 10 } });
    });

    function rows(sql: string) {
      return opened.database.rows(sql);
    }
  });

  it.each(['divisas', 'subcuentas', 'settings', 'api_keys'])(
    'that breaks off at %s leaves nothing, and is made up for by the next start',
    async (table) => {
      const opened = await empty();
      const run = Transaction.prototype.run;
      const cut = vi.spyOn(Transaction.prototype, 'run').mockImplementation(function (
        this: Transaction,
        sql,
        values,
      ) {
        if (new RegExp(`INSERT INTO .${table}.`).test(sql)) throw new Error('The plug was pulled');
        return run.call(this, sql, values);
      });
      await expect(startOn(opened)).rejects.toThrow('The plug was pulled');
      cut.mockRestore();
      expect(await countsOf(opened.database)).toEqual({});
      const server = await started(opened);
      expect(server.installed).not.toBeNull();
      expect(await countsOf(opened.database)).toEqual(ROWS);
    },
  );

  it('goes on where the creation of tables broke off', async () => {
    const opened = await empty();
    const dialect = engine === 'mysql' ? MYSQL : SQLITE;
    const first = registry.all.slice(0, 30);
    const statements = first.flatMap((model) => createTableStatements(model, registry, dialect));
    await opened.database.transaction(async (c) => {
      if (engine === 'mysql') await c.run('SET FOREIGN_KEY_CHECKS = 0');
      for (const sql of statements) await c.run(sql);
      if (engine === 'mysql') await c.run('SET FOREIGN_KEY_CHECKS = 1');
    });
    await started(opened);
    expect(await countsOf(opened.database)).toEqual(ROWS);
  });

  it('is not repeated by the next start', async () => {
    const opened = await empty();
    const first = await startOn(opened);
    expect(first.installed).not.toBeNull();
    const key = await opened.database.rows('SELECT id, apikey FROM api_keys');
    await first.stop();
    const second = await started(opened);
    expect(second.installed).toBeNull();
    expect(await countsOf(opened.database)).toEqual(ROWS);
    expect(await opened.database.rows('SELECT id, apikey FROM api_keys')).toEqual(key);
  });

  it('names the countries when it knows no such', async () => {
    const opened = await empty();
    await expect(startOn(opened, { COUNTRY: 'XXX' })).rejects.toThrow(
      'There is no country XXX; known are ESP.',
    );
    expect(await countsOf(opened.database)).toEqual({});
  });

  // In one process each waits for the file with the other one standing still.
  it('happens once when two servers start at the same time', { timeout: 90_000 }, async () => {
    const opened = await empty();
    const servers = await Promise.all([started(opened), started(opened)]);
    expect(servers.filter(({ installed }) => installed)).toHaveLength(1);
    expect(await countsOf(opened.database)).toEqual(ROWS);
  });

  describe('on a database that has tables already', () => {
    it('makes only what is missing, and serves what is there', async () => {
      const opened = await empty();
      const { database } = opened;
      await makeOtherTables(database);
      const before = await stateOf(database);
      const server = await started(opened);
      expect(server.installed).toBeNull();
      expect(await stateOf(database)).toEqual(before);
      expect(await countsOf(database)).toEqual({ divisas: 2, empresas: 1, series: 1 });
      for (const { table } of registry.all) expect(await database.tables()).toContain(table);
      const answer = await fetch(`${server.address}/api/3/divisas/XAU`, {
        headers: { Token: KEY },
      });
      expect(await answer.json()).toMatchObject({ descripcion: 'Gold ñ', x_plugin: 'mine' });
    });

    it('adds the records that are missing, where there is no company yet', async () => {
      const opened = await empty();
      const { database } = opened;
      await makeOtherTables(database);
      await database.transaction((c) => c.run('DELETE FROM empresas'));
      const theirs =
        'SELECT coddivisa, descripcion, simbolo, tasaconv, x_plugin FROM divisas ' +
        "WHERE coddivisa IN ('EUR', 'XAU') ORDER BY coddivisa";
      const before = await database.rows(theirs);
      const server = await started(opened);
      expect(server.installed).not.toBeNull();
      expect(await database.rows(theirs)).toEqual(before);
      expect(await database.rows("SELECT descripcion FROM series WHERE codserie = 'A'")).toEqual([
        ['Ours'],
      ]);
      expect(await countsOf(database)).toEqual({ ...ROWS, divisas: 25 });
    });
  });

  async function empty(): Promise<TestDatabase> {
    const opened = await openEngine(engine);
    cleanups.push(() => opened.close());
    return opened;
  }

  async function started(opened: TestDatabase): Promise<RunningServer> {
    const server = await startOn(opened);
    cleanups.push(() => server.stop());
    return server;
  }

  /** Three tables with rows, as another program could have left them. */
  async function makeOtherTables(database: Database): Promise<void> {
    const dialect = engine === 'mysql' ? MYSQL : SQLITE;
    // The embedded engine wants the tables that the foreign keys of these name.
    const models = registry.all.filter(({ table }) =>
      engine === 'mysql' ? OTHERS.includes(table) : !table.startsWith('lineas'),
    );
    const statements = models.flatMap((model) =>
      createTableStatements(model, registry, dialect, 'utf8mb4_general_ci'),
    );
    await database.transaction(async (c) => {
      if (engine === 'mysql') await c.run('SET FOREIGN_KEY_CHECKS = 0');
      for (const sql of statements) await c.run(sql);
      if (engine === 'mysql') {
        await c.run('ALTER TABLE divisas MODIFY simbolo varchar(10) FIRST');
        await c.run('ALTER TABLE divisas DROP COLUMN codiso');
        await c.run('SET FOREIGN_KEY_CHECKS = 1');
      }
      await c.run("ALTER TABLE divisas ADD COLUMN x_plugin varchar(20) DEFAULT 'mine'");
      await c.run(
        `INSERT INTO divisas (coddivisa, descripcion, tasaconv, tasaconvcompra)
         VALUES ('EUR', 'Our euro', 1, 1), ('XAU', 'Gold ñ', 0.0005, 0.0005)`,
      );
      await c.run("INSERT INTO series (codserie, descripcion) VALUES ('A', 'Ours')");
      await c.run(
        `INSERT INTO empresas (idempresa, nombre, nombrecorto, cifnif, personafisica)
         VALUES (7, 'Seven', 'Seven', '', 0)`,
      );
    });
  }

  /** Definition and rows of the tables that were made by hand. */
  async function stateOf(database: Database): Promise<unknown[]> {
    const state: unknown[] = [];
    for (const table of OTHERS) {
      // Folded texts are the embedded engine's own, no part of what somebody made.
      const columns = await database.rows(
        engine === 'mysql'
          ? `SHOW FULL COLUMNS FROM ${table}`
          : `SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info('${table}')
             WHERE name NOT LIKE '%__fold'`,
      );
      const names = columns.map(([name]) => database.dialect.quote(String(name))).join(', ');
      const rows = await database.rows(`SELECT ${names} FROM ${table} ORDER BY 1, 2, 3`);
      const definition = engine === 'mysql' && (await database.rows(`SHOW CREATE TABLE ${table}`));
      state.push(columns, rows, definition);
    }
    return state;
  }
});

function startOn(opened: TestDatabase, more: Record<string, string> = {}): Promise<RunningServer> {
  const environment = { API_KEY: KEY, PORT: '0', LOG_LEVEL: 'silent', ...opened.environment };
  return startServer(readConfig({ ...environment, ...more }), new RecordingLog());
}

/** The number of rows of each table that has any. */
async function countsOf(database: Database): Promise<Record<string, number>> {
  const { quote } = database.dialect;
  const there = await database.tables();
  const tables = registry.all.map(({ table }) => table).filter((table) => there.includes(table));
  const counts = tables.map((table) => `(SELECT COUNT(*) FROM ${quote(table)})`);
  const [row] = await database.rows(`SELECT ${counts.join(', ')}`);
  return Object.fromEntries(
    tables.map((table, index) => [table, Number(row?.[index])] as const).filter(([, n]) => n > 0),
  );
}
