import { describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../src/kernel/database/unit-of-work.js';
import { Clock } from '../../src/kernel/dates/clock.js';
import { addDays } from '../../src/kernel/dates/calendar.js';
import { unescapeText } from '../../src/kernel/text/escape.js';
import { bulkInsert, Registry } from '../../src/models/index.js';
import { LogRetention } from '../../src/log/log-retention.js';
import { LogWriter } from '../../src/log/log-writer.js';
import { startApi } from '../support/api.js';
import { describeApi } from '../support/describe-api.js';
import {
  change,
  create,
  createCustomer,
  createDocument,
  createSupplier,
  kindOf,
  type Row,
} from '../support/documents.js';
import { makeKey } from '../support/keys.js';
import { makePlace } from '../support/place.js';

const SAVED = 'Record saved';
let addresses = 0;

/** Headers of a client whose address no other test has. */
function someone() {
  addresses += 1;
  const address = `10.30.0.${addresses}`;
  return { address, headers: { 'X-Forwarded-For': address } };
}

describeApi('the log', { TRUSTED_PROXIES: 'loopback' }, (api, engine) => {
  /** Rows that meet conditions, in the order in which they were written. */
  const rows = async (conditions: Readonly<Record<string, string>>): Promise<Row[]> => {
    const filter = Object.entries(conditions).map(
      ([name, value]) => `filter[${name}]=${encodeURIComponent(value)}`,
    );
    const { body } = await api.get(`/logmessages?${filter.join('&')}&limit=0`);
    return (body as Row[]).map((row) => ({ ...row, context: contextOf(row) }));
  };
  const levels = (found: readonly Row[]) => found.map(({ level, message }) => [level, message]);

  describe('of writes', () => {
    it('has a notice with the text of the answer, and who wrote from where', async () => {
      const { address, headers } = someone();
      const json = { codfabricante: 'LOG1', nombre: 'One' };
      const made = await api.call('POST', '/fabricantes?x=1', { json, headers });
      const put = { headers, json: { nombre: 'Two' } };
      const changed = await api.call('PUT', '/fabricantes/LOG1', put);
      const gone = await api.call('DELETE', '/fabricantes/LOG1', { headers });
      expect([made.body.ok, changed.body.ok]).toEqual([SAVED, SAVED]);
      const found = await rows({ ip: address });
      expect(found).toMatchObject([
        {
          ...{ channel: 'api', level: 'notice', message: SAVED, uri: '/api/3/fabricantes' },
          ...{ context: { apikey: null }, idcontacto: null, nick: null },
          ...{ model: null, modelcode: null },
        },
        { level: 'notice', message: SAVED, uri: '/api/3/fabricantes/LOG1' },
        { level: 'notice', message: gone.body.ok, uri: '/api/3/fabricantes/LOG1' },
      ]);
      expect(found[0]?.time).toMatch(/^\d\d-\d\d-\d{4} \d\d:\d\d:\d\d$/);
    });

    it('names the key that acted, and speaks its language', async () => {
      const { address, headers } = someone();
      const { id, apikey } = await makeKey(api, { fabricantes: ['post'] });
      await api.call('POST', '/fabricantes', {
        form: { nombre: 'Mine' },
        token: apikey,
        headers: { ...headers, Cookie: 'fsLang=es_ES' },
      });
      const [row, ...others] = await rows({ ip: address });
      expect(row).toMatchObject({ level: 'notice', context: { apikey: id } });
      expect(row?.message).not.toBe(SAVED);
      expect(others).toEqual([]);
    });

    it('has the errors of resources, reads included', async () => {
      const { address, headers } = someone();
      const taken = { codfabricante: 'LOG2', nombre: 'x' };
      await create(api, 'fabricantes', taken);
      const answers = [
        await api.call('POST', '/fabricantes', { form: taken, headers }),
        await api.call('POST', '/fabricantes', { form: { nombre: '' }, headers }),
        await api.call('POST', '/fabricantes', { headers }),
        await api.call('PUT', '/fabricantes/none', { form: { nombre: 'x' }, headers }),
        await api.call('DELETE', '/fabricantes/none', { headers }),
        await api.call('DELETE', '/divisas/EUR', { headers }),
        await api.get('/divisas/nope?fields=coddivisa', { headers }),
        await api.get('/attachedfiles?filter[nope]=1', { headers }),
        await api.call('PROPFIND', '/divisas', { headers }),
      ];
      const found = await rows({ ip: address });
      expect(found.map(({ message }) => unescapeText(String(message)))).toEqual(
        answers.map(({ body }) => String(body.error)),
      );
      expect(new Set(found.map(({ channel, level }) => `${channel} ${level}`))).toEqual(
        new Set(['api error']),
      );
      expect(found[6]).toMatchObject({ uri: '/api/3/divisas/nope', context: { apikey: null } });
    });

    it('escapes and cuts what clients sent', async () => {
      const { address, headers } = someone();
      const value = `<b>${'é'.repeat(4000)}`;
      await api.call('POST', '/apikeyes', { json: { enabled: value }, headers });
      await api.get(`/divisas/${'x'.repeat(300)}`, { headers });
      await api.get(`/divisas?filter[${'<i>'.repeat(1200)}]=1`, { headers });
      const found = await rows({ ip: address });
      expect(found).toHaveLength(3);
      for (const { message, uri } of found) {
        expect(message).not.toMatch(/[<>"']/);
        expect([...String(message)].length).toBeLessThanOrEqual(3000);
        expect(String(uri).length).toBeLessThanOrEqual(200);
      }
      expect([...String(found[2]?.message)]).toHaveLength(3000);
    });

    it('takes characters that no column does', async () => {
      const { address, headers } = someone();
      await api.call('POST', '/fabricantes', { json: { nombre: 'a\0b\ud800' }, headers });
      await api.get('/divisas/a%00b', { headers });
      expect(await rows({ ip: address })).toHaveLength(2);
    });

    it('has one row for a write that was repeated under a key, and none of what failed', async () => {
      const { address, headers: own } = someone();
      const headers = { ...own, 'Idempotency-Key': `log-${engine}` };
      for (let n = 0; n < 3; n += 1) {
        const { status } = await api.call('POST', '/fabricantes', {
          form: { nombre: 'Once' },
          headers,
        });
        expect(status).toBe(200);
      }
      const failing = { ...own, 'Idempotency-Key': `log-failing-${engine}` };
      await api.call('POST', '/fabricantes', { form: { nombre: '' }, headers: failing });
      expect((await rows({ ip: address })).map(({ level }) => level)).toEqual(['notice', 'error']);
    });

    it('is full before anybody looks, however much there was', async () => {
      const { address, headers } = someone();
      const form = { nombre: 'Many' };
      await Promise.all(
        Array.from({ length: 450 }, () => api.call('POST', '/fabricantes', { form, headers })),
      );
      expect(await rows({ ip: address })).toHaveLength(450);
    });
  });

  describe('of who was refused', () => {
    it('has warnings of unknown tokens, added up by address and resource', async () => {
      const { address, headers } = someone();
      const refused = { token: 'wrong', headers };
      for (let n = 0; n < 3; n += 1) await api.get(`/divisas/${n}`, refused);
      const { body } = await api.get('/series', refused);
      expect(await rows({ ip: address })).toMatchObject([
        {
          ...{ channel: 'api', level: 'warning', uri: '/api/3/divisas/0', message: body.error },
          context: { code: 'auth-token-invalid', count: 3 },
        },
        { uri: '/api/3/series', context: { count: 1 } },
      ]);
      const [row] = await rows({ ip: address });
      expect(row?.context).not.toHaveProperty('apikey');
    });

    it('has warnings of bans, however many requests there were', async () => {
      const { address, headers } = someone();
      for (let n = 0; n < 40; n += 1) await api.get('/divisas', { token: 'wrong', headers });
      expect((await rows({ ip: address })).map(({ context }) => context)).toEqual([
        { code: 'auth-token-invalid', count: 5 },
        { code: 'ip-banned', count: 35 },
      ]);
    });

    it('has warnings of what a key may not do', async () => {
      const { address, headers } = someone();
      const { id, apikey } = await makeKey(api, { divisas: ['get'] });
      await api.call('POST', '/divisas', { form: { coddivisa: 'X' }, token: apikey, headers });
      await api.call('POST', '/crearFacturaCliente', { token: apikey, headers });
      expect(await rows({ ip: address })).toMatchObject([
        { level: 'warning', context: { apikey: id, code: 'forbidden', count: 1 } },
        { level: 'warning', uri: '/api/3/crearFacturaCliente', context: { apikey: id } },
      ]);
    });
  });

  it('has no row of other answers', async () => {
    const { address, headers } = someone();
    const statuses = [
      await api.get('/divisas', { headers }),
      await api.get('/divisas/EUR', { headers }),
      await api.get('/divisas/schema', { headers }),
      await api.get('', { headers }),
      await api.get('/api/4/divisas/nope', { headers }),
      await api.get('/unheard', { headers }),
      await api.get('/informes/nope', { headers }),
      await api.call('OPTIONS', '/divisas', { headers }),
      await api.call('POST', '/crearFacturaCliente', { json: {}, headers }),
      await api.call('GET', '/crearFacturaCliente', { headers }),
      await api.call('PUT', '/pagarFacturaCliente/99', { json: { pagada: 1 }, headers }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 200, 200, 400, 404, 404, 200, 400, 405, 404]);
    expect(await rows({ ip: address })).toEqual([]);
  });

  it('has failed statements without the values in them', async () => {
    const { address, headers } = someone();
    await api.execute('ALTER TABLE fabricantes RENAME TO fabricantes_away');
    const form = { codfabricante: 'LOG3', nombre: 'Somebody Personal' };
    const { status, body } = await api.call('POST', '/fabricantes', { form, headers });
    await api.execute('ALTER TABLE fabricantes_away RENAME TO fabricantes');
    expect(status).toBe(500);
    const found = await rows({ ip: address });
    expect(found).toMatchObject([
      {
        ...{ channel: 'database', level: 'error', uri: '/api/3/fabricantes' },
        message: expect.stringMatching(/(SQLITE|ER)_\w+$/) as string,
        context: { apikey: null, sql: expect.stringMatching(/fabricantes.*\?/) as string },
      },
      { channel: 'api', level: 'error', message: body.error },
    ]);
    expect(JSON.stringify(found)).not.toMatch(/Personal|LOG3/);
    expect(api.log.errors.splice(0)).toHaveLength(1);
  });

  describe('of changes of documents and books', () => {
    it('says which request of which key made them', async () => {
      const { address, headers } = someone();
      const { id, apikey } = await makeKey(api);
      const { key } = kindOf('FacturaCliente');
      const { codcliente } = await createCustomer(api);
      const lineas = [{ descripcion: 'x', pvpunitario: 10, cantidad: 1 }];
      const { doc, lines } = await createDocument(api, 'FacturaCliente', { codcliente, lineas });
      const options = { token: apikey, headers };
      const number = doc[key] as number;
      const edited = { ...options, json: { observaciones: 'note', lineas: lines } };
      const { status } = await api.call('PUT', `/editarFacturaCliente/${number}`, edited);
      expect(status).toBe(200);
      await api.call('PUT', `/facturaclientes/${number}`, {
        ...options,
        json: { femail: '1-1-2026' },
      });
      await api.call('DELETE', `/facturaclientes/${number}`, options);
      const found = await rows({ ip: address, channel: 'audit', modelcode: String(number) });
      expect(found).toMatchObject([
        { level: 'info', uri: `/api/3/editarFacturaCliente/${number}`, context: { apikey: id } },
        { level: 'info', uri: `/api/3/facturaclientes/${number}`, context: { apikey: id } },
        { level: 'warning', uri: `/api/3/facturaclientes/${number}`, context: { apikey: id } },
      ]);
      expect(found[0]?.context).toMatchObject({ observaciones: 'note' });
      expect(await rows({ ip: address, channel: 'api' })).toHaveLength(2);
    });

    it('says so of refunds and of other documents', async () => {
      const { address, headers } = someone();
      const { codcliente } = await createCustomer(api);
      const lineas = [{ descripcion: 'x', pvpunitario: 10, cantidad: 1 }];
      const { doc } = await createDocument(api, 'FacturaCliente', { codcliente, lineas });
      const json = { idfactura: doc.idfactura as number, fecha: doc.fecha as string };
      const refunded = await api.call('POST', '/crearFacturaRectificativaCliente', {
        json,
        headers,
      });
      expect(refunded.status).toBe(200);
      const order = await createDocument(api, 'PedidoCliente', { codcliente, lineas });
      await api.call('DELETE', `/pedidoclientes/${order.doc.idpedido}`, { headers });
      expect(await rows({ ip: address, channel: 'audit' })).toMatchObject([
        { model: 'FacturaCliente', uri: '/api/3/crearFacturaRectificativaCliente' },
      ]);
      expect(await rows({ ip: address, channel: 'docs' })).toMatchObject([
        { model: 'PedidoCliente', level: 'warning', context: { apikey: null } },
      ]);
    });

    it('says so of payments that have no entry', async () => {
      const { address, headers } = someone();
      const year = { codejercicio: '2001', nombre: '2001', longsubcuenta: 10 };
      const days = { fechainicio: '01-01-2001', fechafin: '31-12-2001' };
      await create(api, 'ejercicios', { ...year, ...days });
      await change(api, 'ejercicios/2001', { estado: 'CERRADO' });
      const { codcliente } = await createCustomer(api);
      const lineas = [{ descripcion: 'x', pvpunitario: 10, cantidad: 1 }];
      const { doc } = await createDocument(api, 'FacturaCliente', { codcliente, lineas });
      const path = `/pagarFacturaCliente/${doc.idfactura}`;
      const json = { pagada: 1, fechapago: '01-05-2001' };
      expect((await api.call('PUT', path, { json, headers })).status).toBe(200);
      expect(await rows({ ip: address })).toMatchObject([
        { channel: 'master', level: 'warning', uri: `/api/3${path}`, context: { apikey: null } },
      ]);
    });

    it('says so of entries that are deleted', async () => {
      const { address, headers } = someone();
      const { codcliente } = await createCustomer(api);
      const lineas = [{ descripcion: 'x', pvpunitario: 10, cantidad: 1 }];
      const { doc } = await createDocument(api, 'FacturaCliente', { codcliente, lineas });
      const path = `/asientos/${doc.idasiento}`;
      expect((await api.call('DELETE', path, { headers })).status).toBe(200);
      expect(await rows({ ip: address, channel: 'audit' })).toMatchObject([
        { level: 'warning', model: 'Asiento', uri: `/api/3${path}`, context: { apikey: null } },
      ]);
    });

    it('says so of IBANs of the company and of suppliers', async () => {
      const { address, headers } = someone();
      const { codproveedor } = await createSupplier(api);
      const iban = 'ES91 2100 0418 4502 0005 1332';
      const other = 'ES80 2310 0001 1800 0001 2345';
      const own = await create(api, 'cuentabancos', { descripcion: 'Own', iban });
      const theirs = await create(api, 'cuentabancoproveedores', { codproveedor, iban });
      const paths = [
        `/cuentabancos/${own.codcuenta}`,
        `/cuentabancoproveedores/${theirs.codcuenta}`,
      ];
      for (const path of paths) {
        await api.call('PUT', path, { json: { iban: other }, headers });
      }
      expect(await rows({ ip: address, channel: 'audit' })).toMatchObject([
        { model: 'CuentaBanco', uri: `/api/3${paths[0]}`, context: { old: iban, new: other } },
        { model: 'CuentaBancoProveedor', context: { apikey: null, old: iban, new: other } },
      ]);
    });

    it('leaves alone what clients write themselves', async () => {
      const json = { channel: 'mine', level: 'info', message: 'm', context: '{"a":1}' };
      const made = await create(api, 'logmessages', json);
      expect(made).toMatchObject({ ip: null, uri: null });
      expect(contextOf(made)).toEqual({ a: 1 });
    });

    it('keeps the audit channel as it was written', async () => {
      const [row] = await rows({ channel: 'audit' });
      const path = `/logmessages/${row?.id}`;
      expect((await api.call('PUT', path, { form: { channel: 'x' } })).status).toBe(400);
      expect((await api.call('DELETE', path)).status).toBe(400);
    });
  });

  describe('that can not be written', () => {
    const message = (n: number) => ({
      ...{ channel: 'api', context: '{}', ip: null, level: 'notice' },
      ...{ message: `row ${n}`, uri: 'waiting' },
      time: '2026-11-22 10:00:00',
    });

    it('fails no request, and waits', async () => {
      const { address, headers } = someone();
      const writer = api.server.app.get(LogWriter);
      await api.execute('ALTER TABLE logs RENAME TO logs_away');
      const form = { nombre: 'While away' };
      expect((await api.call('POST', '/fabricantes', { form, headers })).status).toBe(200);
      await writer.write();
      expect(writer.isFailing).toBe(true);
      await api.execute('ALTER TABLE logs_away RENAME TO logs');
      await writer.write();
      expect(writer.isFailing).toBe(false);
      expect(levels(await rows({ ip: address }))).toEqual([['notice', SAVED]]);
      expect(api.log.errors.splice(0)).toHaveLength(1);
    });

    it('gives up the oldest when too much waits, and says so', async () => {
      const writer = api.server.app.get(LogWriter);
      await api.execute('ALTER TABLE logs RENAME TO logs_away');
      writer.add(message(0));
      await writer.write();
      for (let n = 1; n <= 5010; n += 1) writer.add(message(n));
      await writer.write();
      await api.execute('ALTER TABLE logs_away RENAME TO logs');
      await writer.write();
      const kept = await rows({ uri: 'waiting' });
      expect(kept).toHaveLength(5000);
      expect(kept[0]).toMatchObject({ message: 'row 11' });
      expect(await rows({ level: 'warning', message_like: 'given up' })).toMatchObject([
        { channel: 'api', context: { count: 11 } },
      ]);
      api.log.errors.splice(0);
    });
  });

  describe('of long ago', () => {
    const fill = async () => {
      const { app } = api.server;
      const today = app.get(Clock).today();
      const model = app.get(Registry).ofTable('logs');
      const old = ['api', 'database', 'audit', 'docs', 'master', null].flatMap((channel) =>
        [-91, -90].map((days) => ({
          ...{ channel, level: 'info', message: `of ${-days} days ago`, uri: 'retention' },
          time: `${addDays(today, days)} 23:59:59`,
        })),
      );
      const many = Array.from({ length: 1500 }, () => ({ ...old[0], message: 'one of many' }));
      const all = [...many, ...old, { ...old[1], message: 'last' }];
      await app.get(UnitOfWork).run((transaction) => bulkInsert(model, all, transaction));
    };

    it('goes when it only tells of requests', async () => {
      await api.execute('DELETE FROM logs');
      await fill();
      expect(await api.server.app.get(LogRetention).purge()).toBe(1502);
      const kept = await rows({ uri: 'retention' });
      expect(kept.map(({ channel, message }) => `${channel} ${message}`)).toEqual([
        ...['api of 90 days ago', 'database of 90 days ago'],
        ...['audit of 91 days ago', 'audit of 90 days ago'],
        ...['docs of 91 days ago', 'docs of 90 days ago'],
        ...['master of 91 days ago', 'master of 90 days ago'],
        ...['null of 91 days ago', 'null of 90 days ago', 'api last'],
      ]);
      expect(await api.server.app.get(LogRetention).purge()).toBe(0);
    });
  });

  it('keeps what was answered before the server stopped', async () => {
    const { environment, remove } = await makePlace(engine);
    const first = await startApi('embedded', environment);
    await create(first, 'fabricantes', { nombre: 'Last' });
    await first.get('/divisas', { token: 'wrong' });
    await first.server.stop();
    const second = await startApi('embedded', { ...environment, LOG_DAYS: '0' });
    const { body } = await second.get('/logmessages?filter[channel]=api');
    expect((body as Row[]).map(({ level }) => level)).toEqual(['notice', 'warning']);
    await change(second, `logmessages/${body[0].id}`, { time: '01-01-2001 00:00:00' });
    expect(await second.server.app.get(LogRetention).purge()).toBe(0);
    await second.stop();
    await remove();
  });
});

function contextOf({ context }: Row): unknown {
  return context === null ? null : (JSON.parse(String(context)) as unknown);
}
