import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { UnitOfWork } from '../../src/kernel/database/unit-of-work.js';
import { startApi, startPair, type TestApi } from '../support/api.js';
import { ENGINES, makePlace } from '../support/place.js';
import { describeApi, describeEngines } from '../support/describe-api.js';
import { makeKey } from '../support/keys.js';
import { QUOTE } from '../support/states.js';

const PLUGINS_DIR = fileURLToPath(new URL('../plugins', import.meta.url));

const { Diary } = (await import('../plugins/gifts/index.js')) as { Diary: { lines: string[] } };
/** What the plugin of the tests was told; empty before each of them. */
const diary = Diary.lines;

describeApi('plugins', { PLUGINS_DIR }, (api) => {
  beforeEach(() => void diary.splice(0));

  const post = (path: string, json: unknown = {}) => api.call('POST', path, { json });

  it('are listed with what the reference tells of them', async () => {
    const { status, body, headers } = await api.get('/plugins');
    expect([status, headers.get('X-Core-Version')]).toEqual([200, '2026.65']);
    expect(body.map(({ name }: { name: string }) => name)).toEqual([
      'broken',
      'future',
      'gifts',
      'postman',
      'stillborn',
      'wrapping',
    ]);
    expect(body[2]).toEqual({
      compatible: true,
      description: 'Gives a gift to each new customer.',
      enabled: false,
      folder: 'gifts',
      min_version: 0.1,
      min_php: 0,
      name: 'gifts',
      require: [],
      require_php: [],
      version: 1.2,
    });
    expect(body[0]).toMatchObject({ compatible: false, error: 'This plugin is broken' });
    expect(body[1]).toMatchObject({ compatible: false, version: 9.1, min_version: 99 });
    expect((await api.get('/plugins/gifts')).body).toEqual(body[2]);
  });

  it('that can not run are refused with the reason', async () => {
    const needy = await post('/plugins/wrapping/enable');
    expect(needy.status).toBe(400);
    expect(needy.body).toMatchObject({ status: 'error', code: 'plugin-needed' });
    expect((await post('/plugins/future/enable')).body.code).toBe('plugin-not-compatible');
    const broken = await post('/plugins/broken/enable');
    expect(broken.body.message).toContain('This plugin is broken');
    const stillborn = await post('/plugins/stillborn/enable');
    expect(stillborn.body).toMatchObject({ code: 'plugin-not-loaded' });
    expect(stillborn.body.message).toContain('It can not be made');
    expect((await api.get('/plugins?filter[enabled]=1')).body).toEqual([]);
  });

  it('take effect when they are enabled, without a restart, and keep their data', async () => {
    expect((await api.get('/regalos')).status).toBe(404);
    expect((await api.get('/regalosPendientes')).status).toBe(404);
    await post('/clientes', { codcliente: 'B', nombre: 'Before', cifnif: '' });
    expect(diary).toEqual([]);

    const enabled = await post('/plugins/gifts/enable');
    expect(enabled.status).toBe(200);
    expect(enabled.body).toEqual({ status: 'success', message: 'Plugin gifts is enabled.' });
    const headers = { 'Idempotency-Key': 'switch' };
    const again = await api.call('POST', '/plugins/gifts/enable', { json: {}, headers });
    expect(again.body.message).toBe('plugin-enabled');
    expect((await api.get('/regalos')).body).toMatchObject([{ id: 1, nombre: 'The first' }]);
    const { resources } = (await api.get('/')).body;
    expect(resources).toEqual(expect.arrayContaining(['regalos', 'regalosPendientes']));
    const { paths } = (await api.get('/openapi.json')).body;
    expect(paths).toHaveProperty(['/regalos']);
    const log = await api.get('/logmessages?filter[channel]=core');
    expect(log.body).toMatchObject([{ level: 'notice', message: 'Plugin gifts is enabled.' }]);
    await post('/clientes', { codcliente: 'C', nombre: 'Client', cifnif: '' });
    await vi.waitFor(() => expect(diary.at(-1)).toBe('Cliente.created C'));

    expect((await post('/plugins/wrapping/enable')).status).toBe(200);
    expect((await api.get('/envoltorios')).body).toEqual({ text: 'In paper.' });
    const refused = await post('/plugins/gifts/disable');
    expect([refused.status, refused.body.code]).toEqual([400, 'plugin-needed']);
    expect((await post('/plugins/wrapping/disable')).body.message).toBe(
      'Plugin wrapping is disabled.',
    );
    expect((await api.get('/envoltorios')).status).toBe(404);

    expect((await post('/plugins/gifts/disable')).status).toBe(200);
    expect((await post('/plugins/gifts/disable')).body.message).toBe('plugin-disabled');
    expect((await api.get('/regalos')).status).toBe(404);
    diary.splice(0);
    await post('/clientes', { codcliente: 'D', nombre: 'Grinch', cifnif: '' });
    expect(diary).toEqual([]);
    await post('/plugins/gifts/enable');
    const names = (await api.get('/regalos')).body.map((gift: { nombre: string }) => gift.nombre);
    expect(names).toEqual(expect.arrayContaining(['The first', 'After 1.2.3', 'Welcome']));
    await post('/plugins/gifts/disable');
  });
});

describeApi('plugins that run', { PLUGINS_DIR }, (api) => {
  const post = (path: string, json: unknown = {}) => api.call('POST', path, { json });
  beforeAll(async () => {
    await post('/plugins/gifts/enable');
    await post('/clientes', { codcliente: 'B', nombre: 'Buyer', cifnif: '' });
    await vi.waitFor(() => expect(diary.at(-1)).toBe('Cliente.created B'));
  });
  beforeEach(() => void diary.splice(0));

  it('bring models with rules and texts', async () => {
    const made = await post('/regalos', { nombre: '<b>', codcliente: 'B' });
    expect(made.body.data).toMatchObject({ nombre: '&lt;b&gt;', coste: 1, codcliente: 'B' });
    const refused = await post('/regalos', { nombre: 'x', coste: 13 });
    expect([refused.status, refused.body.details]).toEqual([
      400,
      [{ field: 'coste', code: 'unlucky-gift', message: 'That gift is unlucky.' }],
    ]);
    expect((await post('/regalos', { nombre: 'x', codcliente: 'nobody' })).status).toBe(400);
    expect((await api.get('/regalos/schema')).body.nombre.type).toBe('varchar(100)');
  });

  it('hook into the life cycle of other models, in order', async () => {
    const made = await post('/clientes', { codcliente: 'H', nombre: 'Hook', cifnif: '' });
    expect(made.body.data).toMatchObject({ observaciones: 'no gift yet' });
    await vi.waitFor(() => expect(diary.at(-1)).toBe('Cliente.created H'));
    expect(diary.splice(0)).toEqual([
      ...['saveBefore', 'testBefore', 'test', 'saveInsertBefore'],
      ...['onInsert', 'saveInsert', 'save', 'Cliente.created H'],
    ]);
    const gifts = await api.get('/regalos?filter[codcliente]=H');
    expect(gifts.body).toMatchObject([{ nombre: 'Welcome' }]);
    await api.call('PUT', '/clientes/H', { json: { fax: '1', nombre: 'Hook' } });
    expect(diary.splice(0)).toEqual([
      ...['saveBefore', 'testBefore', 'test', 'saveUpdateBefore', 'onChange fax'],
      ...['onUpdate', 'saveUpdate', 'save'],
    ]);
    await api.call('DELETE', '/clientes/H');
    await vi.waitFor(() => expect(diary.at(-1)).toBe('Cliente.deleted H'));
    expect(diary).toEqual(['deleteBefore', 'onDelete', 'delete', 'Cliente.deleted H']);
    // That of the handler that fails.
    expect(api.log.errors.splice(0)).toHaveLength(1);
  });

  it('veto what others save, and nothing of it remains', async () => {
    const grinch = await post('/clientes', { codcliente: 'G', nombre: 'Grinch', cifnif: '' });
    expect(grinch.status).toBe(400);
    expect(grinch.body.details).toEqual([
      { field: 'nombre', code: 'no-gift-for', message: 'No gift for Grinch.' },
    ]);
    const nobody = await post('/clientes', { codcliente: 'N', nombre: 'Nobody', cifnif: '' });
    expect(nobody.body.details).toMatchObject([{ code: 'refused-by-plugin' }]);
    await post('/clientes', { codcliente: 'S', nombre: 'Santa', cifnif: '' });
    await vi.waitFor(() => expect(diary.at(-1)).toBe('Cliente.created S'));
    const web = await api.call('PUT', '/clientes/S', { json: { web: 'https://s.example' } });
    expect(web.body.details).toMatchObject([{ code: 'refused-by-plugin' }]);
    expect((await api.call('DELETE', '/clientes/S')).status).toBe(400);
    const left = await api.get('/clientes?filter[codcliente_in]=G,N,S');
    expect(left.body).toMatchObject([{ codcliente: 'S', web: null }]);
  });

  it('hear of documents that change their status', async () => {
    const lineas = [{ descripcion: 'x', cantidad: 1, pvpunitario: 1 }];
    const made = await post('/crearPresupuestoCliente', { codcliente: 'B', lineas });
    const id = made.body.doc.idpresupuesto as number;
    await api.call('PUT', `/presupuestoclientes/${id}`, { json: { idestado: QUOTE.rejected } });
    await vi.waitFor(() => expect(diary).toContain(`PresupuestoCliente.state ${id}`));
  });

  it('have routes behind permissions, and settings', async () => {
    await post('/settings', { name: 'gifts', wrapping: 'foil' });
    expect((await api.get('/regalosPendientes')).body).toEqual({
      pending: [],
      wrapping: 'foil',
      ribbon: true,
    });
    const { apikey: limited } = await makeKey(api, { regalosPendientes: ['get'] });
    expect((await api.get('/regalosPendientes', { token: limited })).status).toBe(200);
    expect((await api.get('/regalos', { token: limited })).status).toBe(403);
  });

  it('export in ways of their own, print blocks and replace services', async () => {
    const { LetterBox } = (await import('../plugins/postman/index.js')) as {
      LetterBox: { letters: { subject: string; attachment: { content: Uint8Array } }[] };
    };
    const lineas = [{ descripcion: 'x', cantidad: 2, pvpunitario: 10 }];
    await api.call('PUT', '/clientes/B', { json: { email: 'b@example.com' } });
    await api.call('PUT', '/empresas/1', { json: { email: 'we@example.com' } });
    const made = await post('/crearFacturaCliente', { codcliente: 'B', lineas });
    const { idfactura, codigo, total } = made.body.doc;
    const address = `/exportarFacturaCliente/${idfactura}`;
    expect((await api.get(`${address}?type=MAIL`)).body.code).toBe('mail-not-configured');
    expect((await api.get(`${address}?type=TELEGRAM`)).text.slice(0, 4)).toBe('%PDF');
    await post('/plugins/postman/enable');
    const telegram = await api.get(`${address}?type=TELEGRAM`);
    expect(telegram.text).toBe(`${codigo} STOP ${total} STOP stamp of ${codigo}`);
    expect(telegram.headers.get('content-disposition')).toContain(`${codigo}.txt`);
    expect((await api.get(address)).text).toMatch(/^%PDF[^]*% signed by the postman$/);
    const mailed = await api.get(`${address}?type=MAIL`);
    expect(mailed.status).toBe(200);
    expect(LetterBox.letters).toHaveLength(1);
    expect(Buffer.from(LetterBox.letters[0]!.attachment.content).subarray(0, 4).toString()).toBe(
      '%PDF',
    );
    LetterBox.letters.splice(0);
    await post('/plugins/postman/disable');
    expect((await api.get(`${address}?type=MAIL`)).body.code).toBe('mail-not-configured');
  });

  it('are switched while others are answered', async () => {
    let failed = 0;
    let going = true;
    const readers = Array.from({ length: 4 }, async () => {
      while (going) if ((await api.get('/divisas/EUR')).status !== 200) failed++;
    });
    const writers = Array.from({ length: 2 }, async (_, writer) => {
      for (let index = 0; index < 15; index++) {
        const { status } = await post('/fabricantes', { nombre: `W${writer} ${index}` });
        if (status !== 200) failed++;
      }
    });
    for (const action of ['disable', 'enable', 'disable', 'enable']) {
      expect((await post(`/plugins/gifts/${action}`)).status).toBe(200);
    }
    await Promise.all(writers);
    going = false;
    await Promise.all(readers);
    expect(failed).toBe(0);
    const { body } = await api.get('/fabricantes?limit=0');
    expect(body).toHaveLength(30);
  });

  it('keep bans and counted refusals when they are switched', async () => {
    // An hour ago, so that the ban is over when others call.
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(Date.now() - 3_600_000);
    for (let index = 0; index < 3; index++) await api.get('/divisas', { token: 'wrong' });
    await post('/plugins/gifts/disable');
    for (let index = 0; index < 2; index++) await api.get('/divisas', { token: 'wrong' });
    expect((await api.get('/divisas')).status).toBe(429);
    vi.useRealTimers();
    expect((await post('/plugins/gifts/enable')).status).toBe(200);
  });
});

describeApi('the addresses of plugins', { PLUGINS_DIR, HIDDEN_PLUGINS: 'broken' }, (api) => {
  it.each([
    ['GET', '/plugins/nope', 404, 'plugin-not-found: nope'],
    ['GET', '/plugins/GIFTS', 404, 'plugin-not-found: GIFTS'],
    ['GET', '/plugins/broken', 403, 'plugin-hidden: broken'],
    ['GET', '/plugins/gifts/enable', 405, 'method-not-allowed'],
    ['PUT', '/plugins/gifts', 405, 'method-not-allowed'],
    ['DELETE', '/plugins', 405, 'method-not-allowed'],
    ['POST', '/plugins', 405, 'method-not-allowed'],
    ['POST', '/plugins/gifts', 405, 'method-not-allowed'],
    ['POST', '/plugins/gifts/explode', 400, 'invalid-action'],
    ['POST', '/plugins/nope/explode', 400, 'invalid-action'],
    ['POST', '/plugins/nope/enable', 404, 'plugin-not-found: nope'],
    ['POST', '/plugins/broken/disable', 403, 'plugin-hidden: broken'],
  ])('%s %s answers %d', async (method, path, status, message) => {
    const answered = await api.call(method, path);
    expect([answered.status, answered.body.message]).toEqual([status, message]);
    expect(answered.body.status).toBe('error');
  });

  it('that act want a key with full access', async () => {
    const { apikey: limited } = await makeKey(api, { plugins: ['get', 'post'] });
    expect((await api.get('/plugins', { token: limited })).status).toBe(200);
    const refused = await api.call('POST', '/plugins/gifts/explode', { token: limited });
    expect([refused.status, refused.body.message]).toEqual([403, 'full-access-required']);
  });

  it.each([
    ['filter[enabled]=0', 5],
    ['filter[enabled]=1', 0],
    ['filter[enabled]=false', 0],
    ['filter[name]=gifts', 1],
    ['filter[name]=GIFTS', 0],
    ['filter[name_like]=GIF', 1],
    ['filter[name_neq]=gifts', 4],
    ['filter[version]=1.2', 1],
    ['filter[version_gt]=1.5', 2],
    ['filter[version_gte]=2&filter[version_lt]=9', 1],
    ['filter[name_null]=1', 0],
    ['filter[name_notnull]=1', 5],
    ['filter[nope]=1', 0],
    ['filter[nope_null]=1', 0],
  ])('filter by %s', async (query, count) => {
    expect((await api.get(`/plugins?${query}`)).body).toHaveLength(count);
  });

  it('sort', async () => {
    const names = async (query: string) =>
      (await api.get(`/plugins?${query}`)).body.map(({ name }: { name: string }) => name);
    expect(await names('sort[name]=DESC')).toEqual([
      'wrapping',
      'stillborn',
      'postman',
      'gifts',
      'future',
    ]);
    expect(await names('sort[version]=DESC')).toEqual([
      'future',
      'wrapping',
      'gifts',
      'stillborn',
      'postman',
    ]);
    expect(await names('sort[version]=desc')).toEqual([
      'postman',
      'stillborn',
      'gifts',
      'wrapping',
      'future',
    ]);
  });
});

describeEngines('plugins of a database', (engine) => {
  const stopped: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const stop of stopped.splice(0).reverse()) await stop();
  });

  /** A server on a database that is still there when it stops. */
  const opened = async (environment: Record<string, string>) => {
    const api = await startApi('embedded', environment);
    let running = true;
    const stop = async () => {
      if (running) await api.server.stop();
      running = false;
    };
    stopped.push(stop);
    return { ...api, stop };
  };
  const database = async (): Promise<Record<string, string>> => {
    const { environment, remove } = await makePlace(engine);
    stopped.push(remove);
    return { PLUGINS_DIR, ...environment };
  };
  /** As another process would. */
  const write = (api: TestApi, sql: string) =>
    api.server.app.get(UnitOfWork).run((transaction) => transaction.run(sql));

  it('are brought up to date when a newer version starts', async () => {
    const environment = await database();
    const older = await opened(environment);
    await older.call('POST', '/plugins/gifts/enable', { json: {} });
    await older.call('POST', '/clientes', { json: { codcliente: 'C', nombre: 'C', cifnif: '' } });
    await write(older, 'ALTER TABLE regalos DROP COLUMN coste');
    await write(older, "UPDATE fn_plugins SET version = '1.0.0'");
    await older.stop();
    const newer = await opened(environment);
    const { body } = await newer.get('/regalos');
    expect(body).toMatchObject([
      { nombre: 'The first', coste: null },
      { nombre: 'Welcome', coste: null },
      { nombre: 'After 1.0.0', coste: 1 },
    ]);
    await newer.stop();
    const again = await opened(environment);
    expect((await again.get('/regalos')).body).toHaveLength(3);
  });

  it('that can not start are left out and reported, at the start and later', async () => {
    const environment = await database();
    const api = await opened(environment);
    await write(
      api,
      "INSERT INTO fn_plugins (name, enabled, version) VALUES ('stillborn', 1, '1.0.0'), " +
        "('gifts', 1, '1.2.3'), ('broken', 1, '1.0.0'), ('gone', 1, '1.0.0')",
    );
    await vi.waitFor(async () => expect((await api.get('/regalos')).status).toBe(200), 10_000);
    const errors = async (server: TestApi) =>
      Object.fromEntries(
        (await server.get('/plugins')).body.map(
          ({ name, enabled, error }: { name: string; enabled: boolean; error?: string }) => [
            name,
            error ?? enabled,
          ],
        ),
      );
    const expected = {
      broken: expect.stringContaining('This plugin is broken') as unknown,
      future: false,
      gifts: true,
      postman: false,
      stillborn: expect.stringContaining('It can not be made') as unknown,
      wrapping: false,
    };
    expect(await errors(api)).toEqual(expected);
    await api.stop();
    const restarted = await opened(environment);
    expect(await errors(restarted)).toEqual(expected);
    expect((await restarted.get('/regalos')).status).toBe(200);
    const off = await restarted.call('POST', '/plugins/stillborn/disable', { json: {} });
    expect(off.status).toBe(200);
    expect(await errors(restarted)).toEqual({ ...expected, stillborn: false });
    const more = await restarted.call('POST', '/plugins/wrapping/enable', { json: {} });
    expect(more.body).toMatchObject({ status: 'success' });
  });
});

describe.runIf(ENGINES.includes('mysql'))('plugins on two servers', () => {
  it('follow each other within seconds', async () => {
    const pair = await startPair({ PLUGINS_DIR });
    const [one, other] = pair.servers;
    try {
      await one.call('POST', '/plugins/gifts/enable');
      await vi.waitFor(async () => expect((await other.get('/regalos')).status).toBe(200), {
        timeout: 10_000,
        interval: 200,
      });
      await other.call('POST', '/plugins/gifts/disable');
      await vi.waitFor(async () => expect((await one.get('/regalos')).status).toBe(404), {
        timeout: 10_000,
        interval: 200,
      });
    } finally {
      await pair.stop();
    }
  });
});
