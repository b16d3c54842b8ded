import { describe, expect, it } from 'vitest';
import { Family, Manufacturer } from '../../../src/catalogue/index.js';
import { Database } from '../../../src/kernel/database/database.js';
import { LifeCycle } from '../../../src/models/index.js';
import { describeApi } from '../../support/describe-api.js';
import { createCustomer, createDocument } from '../../support/documents.js';
import { listening } from '../../support/statements.js';
import { makeKey } from '../../support/keys.js';
import {
  configure,
  deliveriesTo,
  isSignedBy,
  makeEndpoint,
  settled,
  useReceiver,
} from './receiver.js';
import { QUOTE } from '../../support/states.js';

describeApi('the events that webhooks tell', { PLUGINS: 'webhooks' }, (api) => {
  const receiver = useReceiver(api);

  const post = (path: string, json: unknown) => api.call('POST', path, { json });
  const events = () => receiver.received.map(({ body }) => String(body.event));

  it('come signed, as Standard Webhooks has it', async () => {
    const { id, secret } = await makeEndpoint(api, receiver.url, 'Fabricante.created');
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    await post('/fabricantes', { codfabricante: 'NU', nombre: 'A & <b> ñ' });
    const [delivery] = await settled(api, id, ['delivered']);
    const [received] = receiver.received;
    expect(isSignedBy(secret, received!)).toBe(true);
    expect(isSignedBy(secret, { ...received!, text: received!.text + ' ' })).toBe(false);
    expect(received).toMatchObject({ method: 'POST', path: '/hook' });
    expect(received?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^facturanest\/\d+\.\d+\.\d+/),
      'webhook-id': delivery?.id,
    });
    const shown = (await api.get('/fabricantes/NU')).body;
    expect(received?.body).toEqual({
      ...{ id: delivery?.id, event: 'Fabricante.created', model: 'Fabricante', key: 'NU' },
      created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      data: shown,
    });
    expect(delivery).toMatchObject({
      ...{ attempts: 1, httpstatus: 204, lasterror: null, nextattempt: null, modelcode: 'NU' },
      payload: received?.body,
    });
    expect(delivery).not.toHaveProperty('due');
    const endpoint = (await api.get(`/webhookendpoints/${id}`)).body;
    expect(endpoint).toMatchObject({ active: true, failures: 0, events: ['Fabricante.created'] });
    expect(endpoint.lastsuccess).not.toBeNull();
    expect(endpoint).not.toHaveProperty('secret');
    expect(endpoint).not.toHaveProperty('oldsecret');
  });

  it('say what a record was before, and that it is gone', async () => {
    await post('/fabricantes', { codfabricante: 'U', nombre: 'One' });
    const { id } = await makeEndpoint(api, receiver.url, ['Fabricante.*']);
    await api.call('PUT', '/fabricantes/U', { json: { nombre: 'Two' } });
    await api.call('PUT', '/fabricantes/U', { json: { nombre: 'Two' } });
    await settled(api, id, ['delivered']);
    await api.call('DELETE', '/fabricantes/U');
    await settled(api, id, ['delivered', 'delivered']);
    const [updated, deleted] = receiver.received.map(({ body }) => body);
    expect(updated).toMatchObject({
      event: 'Fabricante.updated',
      data: { nombre: 'Two' },
      previous: { codfabricante: 'U', nombre: 'One' },
    });
    expect(deleted).toMatchObject({ event: 'Fabricante.deleted', key: 'U' });
    expect(deleted.data).toMatchObject({ nombre: 'Two' });
    expect(deleted).not.toHaveProperty('previous');
  });

  it('tell one creation of a document, as it is in the end', async () => {
    const { codcliente } = await createCustomer(api);
    const { id } = await makeEndpoint(api, receiver.url, 'FacturaCliente.*, Asiento.created');
    const lineas = [{ descripcion: 'x', cantidad: 2, pvpunitario: 10 }];
    const { doc } = await createDocument(api, 'FacturaCliente', { codcliente, lineas });
    await settled(api, id, ['delivered', 'delivered']);
    const invoice = receiver.received.find(({ body }) => body.model === 'FacturaCliente')!.body;
    const shown = (await api.get(`/facturaclientes/${doc.idfactura}`)).body;
    expect(shown.idasiento).not.toBeNull();
    expect(invoice).toMatchObject({ event: 'FacturaCliente.created', data: shown });
    expect(events()).toContain('Asiento.created');
  });

  it('tell ledger accounts and lines of entries with their balances in the end', async () => {
    const { codcliente } = await createCustomer(api);
    const { id } = await makeEndpoint(api, receiver.url, 'Subcuenta.created, Partida.created');
    const lineas = [{ descripcion: 'x', cantidad: 1, pvpunitario: 100 }];
    await createDocument(api, 'FacturaCliente', { codcliente, lineas });
    const deliveries = await deliveriesTo(api, id);
    expect(deliveries.map(({ event }) => event)).toContain('Subcuenta.created');
    for (const { event, payload } of deliveries) {
      const { data, key } = payload as { data: object; key: number };
      const resource = event === 'Partida.created' ? 'partidas' : 'subcuentas';
      expect(data).toEqual((await api.get(`/${resource}/${key}`)).body);
    }
  });

  it('tell a change of status beside the change', async () => {
    const { codcliente } = await createCustomer(api);
    const lineas = [{ descripcion: 'x', cantidad: 1, pvpunitario: 1 }];
    const { doc } = await createDocument(api, 'PresupuestoCliente', { codcliente, lineas });
    const { id } = await makeEndpoint(api, receiver.url, 'PresupuestoCliente.*');
    const states = await makeEndpoint(api, receiver.url, '*.state');
    const path = `/presupuestoclientes/${doc.idpresupuesto}`;
    await api.call('PUT', path, { json: { observaciones: 'seen' } });
    await api.call('PUT', path, { json: { idestado: QUOTE.rejected } });
    await settled(api, id, ['delivered', 'delivered', 'delivered']);
    await settled(api, states.id, ['delivered']);
    const told = (await deliveriesTo(api, id)).map(({ event }) => event);
    expect(told).toEqual([
      'PresupuestoCliente.updated',
      'PresupuestoCliente.updated',
      'PresupuestoCliente.state',
    ]);
    const state = receiver.received.find(({ body }) => body.event.endsWith('.state'))!.body;
    expect(state.data.idestado).toBe(3);
    expect(state.previous.idestado).not.toBe(3);
  });

  it('are written with the change or not at all', async () => {
    const { id } = await makeEndpoint(api, receiver.url, '*');
    const refused = await post('/fabricantes', { codfabricante: 'no good', nombre: 'x' });
    expect(refused.status).toBe(400);
    const { codcliente } = await createCustomer(api);
    const before = (await deliveriesTo(api, id)).length;
    const lineas = [{ descripcion: 'x', cantidad: 1 }];
    const invoice = { codcliente, lineas, codpago: 'NOPE' };
    expect((await post('/crearFacturaCliente', invoice)).status).toBe(422);
    expect(await deliveriesTo(api, id)).toHaveLength(before);
  });

  it('vanish with a unit of work that fails at its very end', async () => {
    const { id } = await makeEndpoint(api, receiver.url, '*');
    const attempt = api.server.app.get(LifeCycle).run(async (context) => {
      await context.records.insert(Manufacturer, { codfabricante: 'LATE', nombre: 'Late' });
      await context.settle();
      expect(await context.records.count(Manufacturer, { codfabricante: 'LATE' })).toBe(1);
      throw new Error('too late');
    });
    await expect(attempt).rejects.toThrow('too late');
    expect(await deliveriesTo(api, id)).toEqual([]);
    expect((await api.get('/fabricantes/LATE')).status).toBe(404);
    expect(receiver.received).toEqual([]);
  });

  it('are none of secrets nor of what the server notes about itself', async () => {
    const { id } = await makeEndpoint(api, receiver.url, '*');
    await makeKey(api);
    await configure(api);
    await post('/users', { nick: 'somebody', email: 's@example.com' });
    await post('/logmessages', { message: 'x', level: 'info', channel: 'x' });
    expect(await deliveriesTo(api, id)).toEqual([]);
  });

  it('that are too long go without what they do not need', async () => {
    const { id } = await makeEndpoint(api, receiver.url, 'Cliente.*');
    const made = { codcliente: 'LONG', nombre: 'x', cifnif: '', observaciones: 'ñ'.repeat(30_000) };
    expect((await post('/clientes', made)).status).toBe(200);
    await api.call('PUT', '/clientes/LONG', { json: { fax: '1' } });
    await settled(api, id, ['delivered', 'delivered']);
    const [created, updated] = receiver.received.map(({ body }) => body);
    expect(created.data.observaciones).toHaveLength(30_000);
    expect(updated).toMatchObject({ truncated: true, data: { fax: '1' } });
    expect(updated).not.toHaveProperty('previous');
    await api.call('PUT', '/clientes/LONG', { json: { observaciones: '\\'.repeat(60_000) } });
    await settled(api, id, ['delivered', 'delivered', 'delivered']);
    expect(receiver.received[2]?.body).toMatchObject({ truncated: true, data: null, key: 'LONG' });
  });

  describe('cost', () => {
    const familias = (from: number) =>
      Array.from({ length: 40 }, (_, index) => ({ codfamilia: `F${from + index}` }));

    /** Statements of transactions that speak of webhooks while `work` runs, and all of them. */
    const statementsOf = async (work: () => Promise<unknown>) => {
      const database = api.server.app.get(Database);
      const statements: string[] = [];
      const original = database.transaction.bind(database);
      database.transaction = (unit) => original((c) => unit(listening(c, statements)));
      try {
        await work();
      } finally {
        delete (database as { transaction?: unknown }).transaction;
      }
      return statements;
    };

    it('nothing where nobody is told', async () => {
      const insert = (from: number) =>
        api.server.app.get(LifeCycle).run(async (context) => {
          for (const { codfamilia } of familias(from)) {
            await context.records.insert(Family, { codfamilia, descripcion: 'x' });
          }
        });
      const statements = await statementsOf(() => insert(100));
      expect(statements.length).toBeGreaterThanOrEqual(40);
      const asked = statements.filter((sql) => sql.includes('webhook'));
      expect(asked.length, 'once a second, whatever is written').toBeLessThanOrEqual(1);
    });

    it('one statement for many', async () => {
      const { id } = await makeEndpoint(api, 'http://127.0.0.1:1/', 'Familia.created');
      const statements = await statementsOf(() =>
        api.server.app.get(LifeCycle).run(async (context) => {
          const blank = await context.records.blank(Family);
          const records = familias(200).map((values) =>
            Object.assign(new Family(), blank, { descripcion: 'x', ...values }),
          );
          await context.records.insertAll(Family, records);
        }),
      );
      const inserts = statements.filter((sql) => /INSERT INTO .webhook_deliveries/.test(sql));
      expect(inserts).toHaveLength(1);
      expect(await deliveriesTo(api, id)).toHaveLength(40);
    });
  });
});
