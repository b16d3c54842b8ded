import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it, vi } from 'vitest';
import { Retention } from '../../../src/bundled/webhooks/deliveries/retention.js';
import { describeApi } from '../../support/describe-api.js';
import { grant, makeKey } from '../../support/keys.js';
import {
  answering,
  configure,
  deliveriesTo,
  isSignedBy,
  makeEndpoint,
  PATIENTLY,
  settled,
  useReceiver,
} from './receiver.js';

const EVENTS = 'Fabricante.*';
const OTHER_SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
let made = 0;

describeApi('webhook endpoints', { PLUGINS: 'webhooks' }, (api) => {
  const receiver = useReceiver(api);

  const post = (path: string, json: unknown = {}, token?: string) =>
    api.call('POST', path, { json, ...(token && { token }) });
  const put = (id: number, json: unknown, token?: string) =>
    api.call('PUT', `/webhookendpoints/${id}`, { json, ...(token && { token }) });
  const happen = async () => {
    made += 1;
    await post('/fabricantes', { codfabricante: `E${made}`, nombre: 'x' });
  };

  it.each([
    [{ events: EVENTS }, 'field-can-not-be-null', 'url'],
    [{ url: '', events: EVENTS }, 'field-can-not-be-null', 'url'],
    [{ url: 'nowhere', events: EVENTS }, 'webhook-url-invalid', 'url'],
    [{ url: 'ftp://a.example/', events: EVENTS }, 'webhook-url-invalid', 'url'],
    [{ url: 'https://me:pw@a.example/', events: EVENTS }, 'webhook-url-invalid', 'url'],
    [{ url: 'http://a.example/', events: EVENTS }, 'webhook-url-not-https', 'url'],
    [{ url: 'https://10.1.2.3/', events: EVENTS }, 'webhook-url-private', 'url'],
    [{ url: 'https://[::1]/', events: EVENTS }, 'webhook-url-private', 'url'],
    [{ url: 'https://0x7f000001/', events: EVENTS }, 'webhook-url-private', 'url'],
    [{ url: 'https://169.254.169.254/', events: EVENTS }, 'webhook-url-private', 'url'],
    [{ url: `https://a/${'x'.repeat(500)}`, events: EVENTS }, 'field-value-too-long', 'url'],
    [{ url: 'https://a.example/' }, 'webhook-without-events', 'events'],
    [{ url: 'https://a.example/', events: ' , ' }, 'webhook-without-events', 'events'],
    [{ url: 'https://a.example/', events: ['Nope.*'] }, 'webhook-event-unknown', 'events'],
    [{ url: 'https://a.example/', events: { a: 1 } }, 'webhook-event-unknown', 'events'],
    [{ url: 'https://a.example/', events: 'User.created' }, 'webhook-event-unknown', 'events'],
    [
      { url: 'https://a.example/', events: EVENTS, secret: 'x' },
      'webhook-secret-invalid',
      'secret',
    ],
  ])('%j are refused', async (json, code, field) => {
    await configure(api, { allowhttp: false, allowprivate: false });
    const refused = await post('/webhookendpoints', json);
    expect([refused.status, refused.body.details]).toMatchObject([400, [{ code, field }]]);
    expect(refused.body.details[0].message).not.toBe(code);
    expect((await api.get('/webhookendpoints')).body).toEqual([]);
  });

  it('are kept tidily', async () => {
    const form = { url: ' HTTPS://A.example ', events: 'Cliente.*, Cliente.*,*.created' };
    const { status, body } = await api.call('POST', '/webhookendpoints', { form });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      ...{ url: 'https://a.example/', events: ['Cliente.*', '*.created'] },
      ...{ active: true, failures: 0, lastsuccess: null, description: null },
    });
    const sent = { failures: 7, disabledreason: 'x', oldsecret: 'x' };
    const changed = await put(body.data.id, { description: '<b>', ...sent });
    expect(changed.body.data).toMatchObject({ description: '&lt;b&gt;', failures: 0 });
    expect(changed.body.data).not.toHaveProperty('secret');
    expect((await api.get('/webhookendpoints?filter[secret_like]=whsec')).status).toBe(400);
  });

  it('sign by the old secret too for a while after a new one was made', async () => {
    const { id, secret } = await makeEndpoint(api, receiver.url, EVENTS);
    const rotated = await put(id, { rotatesecret: 1 });
    const fresh = rotated.body.data.secret as string;
    expect(fresh).toMatch(/^whsec_/);
    expect(fresh).not.toBe(secret);
    await happen();
    await settled(api, id, ['delivered']);
    const [first] = receiver.received;
    expect([secret, fresh].map((each) => isSignedBy(each, first!))).toEqual([true, true]);
    await configure(api, { rotationhours: 0 });
    const chosen = await put(id, { secret: OTHER_SECRET });
    expect(chosen.body.data).not.toHaveProperty('secret');
    await happen();
    await settled(api, id, ['delivered', 'delivered']);
    const second = receiver.received[1]!;
    const signs = [OTHER_SECRET, fresh, secret].map((each) => isSignedBy(each, second));
    expect(signs).toEqual([true, false, false]);
  });

  it('tell limited keys no more than they may read', async () => {
    const all = ['get', 'post', 'put', 'delete'] as const;
    const key = await makeKey(api, { webhookendpoints: all, fabricantes: ['get'] });
    const url = 'https://a.example/';
    const refused = async (events: string) =>
      (await post('/webhookendpoints', { url, events }, key.apikey)).body.details?.[0]?.code;
    expect(await refused('Cliente.created')).toBe('webhook-event-forbidden');
    expect(await refused('*.created')).toBe('webhook-event-forbidden');
    expect(await refused('Fabricante.*')).toBeUndefined();
    await grant(api, key.id, 'clientes', ['get']);
    expect(await refused('Cliente.created,Fabricante.deleted')).toBeUndefined();
    const { id } = await makeEndpoint(api, url, 'Proveedor.*');
    const moved = await put(id, { url: 'https://mine.example/' }, key.apikey);
    expect(moved.body.details).toMatchObject([{ code: 'webhook-event-forbidden' }]);
    expect((await api.get(`/webhookendpoints/${id}`)).body.url).toBe(url);
  });

  it('have deliveries that only the server writes', async () => {
    const { id } = await makeEndpoint(api, receiver.url, EVENTS);
    await happen();
    const [delivery] = await settled(api, id, ['delivered']);
    const path = `/webhookdeliveries/${delivery?.id}`;
    const json = { status: 'dead', url: 'x' };
    const refused = [
      await post('/webhookdeliveries', { id: 'x', endpoint: id, event: 'x', payload: {} }),
      await api.call('PUT', path, { json }),
      await api.call('PUT', path, { json: { nope: 1 } }),
      await api.call('DELETE', path),
    ];
    expect(refused.map(({ body }) => body.details[0].code)).toEqual(
      Array(4).fill('webhook-delivery-read-only'),
    );
    expect((await post('/webhookdeliveries', { nope: 1 })).status).toBe(400);
    expect(await deliveriesTo(api, id)).toEqual([delivery]);
    await api.call('DELETE', `/webhookendpoints/${id}`);
    expect((await api.get(path)).status).toBe(404);
  });

  it('are sent a delivery again on demand', async () => {
    const { id } = await makeEndpoint(api, receiver.url, EVENTS);
    await happen();
    const [delivery] = await settled(api, id, ['delivered']);
    const replayed = await post(`/webhookReplay/${delivery?.id}`);
    expect([replayed.status, replayed.body.data]).toMatchObject([
      200,
      { id: delivery?.id, status: 'pending', attempts: 0, delivered: null },
    ]);
    await vi.waitFor(() => expect(receiver.received).toHaveLength(2), PATIENTLY);
    await settled(api, id, ['delivered']);
    const [first, second] = receiver.received;
    expect(second?.text).toBe(first?.text);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    for (const unknown of ['nope', '%00', `${delivery!.id.slice(0, -1)}%00`, '%ED%A0%80']) {
      expect((await post(`/webhookReplay/${unknown}`)).status).toBe(404);
    }
    await put(id, { active: false });
    const inactive = await post(`/webhookReplay/${delivery?.id}`);
    expect(inactive.body.details).toMatchObject([{ code: 'webhook-endpoint-inactive' }]);
  });

  it('are sent again what was given up, all of it or from a moment on', async () => {
    await configure(api, { pauses: [], deactivateafter: 100 });
    const { id } = await makeEndpoint(api, receiver.url, EVENTS);
    receiver.answer = answering(500);
    for (let index = 0; index < 3; index++) await happen();
    const [oldest] = await settled(api, id, ['dead', 'dead', 'dead']);
    const old = ['2020-01-01 00:00:00', oldest!.id];
    await api.execute('UPDATE webhook_deliveries SET created = ? WHERE id = ?', old);
    receiver.answer = answering(200);
    const since = await post('/webhookReplay', { endpoint: id, since: '2020-01-02' });
    expect([since.status, since.body.replayed]).toEqual([200, 2]);
    await settled(api, id, ['dead', 'delivered', 'delivered']);
    const all = await api.call('POST', '/webhookReplay', { form: { endpoint: id } });
    expect(all.body.replayed).toBe(1);
    await settled(api, id, ['delivered', 'delivered', 'delivered']);
    expect((await post('/webhookReplay', { endpoint: id })).body.replayed).toBe(0);
  });

  it.each([
    [{}, 'invalid-integer', 'endpoint'],
    [{ endpoint: 'x' }, 'invalid-integer', 'endpoint'],
    [{ endpoint: [1] }, 'invalid-integer', 'endpoint'],
    [{ endpoint: 1e12 }, 'invalid-integer', 'endpoint'],
    [{ endpoint: 1, since: 'yesterday' }, 'invalid-date', 'since'],
    [{ endpoint: 1, since: {} }, 'invalid-date', 'since'],
    [{ endpoint: 999_999 }, 'webhook-endpoint-inactive', 'endpoint'],
  ])('are not replayed by %j', async (json, code, field) => {
    const { status, body } = await post('/webhookReplay', json);
    expect([status, body.details]).toMatchObject([400, [{ code, field }]]);
  });

  it('are sent a ping, and say what they said', async () => {
    const { id, secret } = await makeEndpoint(api, receiver.url, EVENTS, { active: false });
    receiver.answer = answering(202, 'hello <you>');
    const taken = await post(`/webhookTest/${id}`);
    expect([taken.status, taken.body]).toMatchObject([200, { ok: 'The receiver took the ping' }]);
    expect(taken.body.data).toMatchObject({
      ...{ delivered: true, status: 202, body: 'hello &lt;you&gt;', error: null },
      milliseconds: expect.any(Number),
    });
    const [ping] = receiver.received;
    expect(ping?.body).toMatchObject({ id: taken.body.data.id, event: 'ping', data: null });
    expect(isSignedBy(secret, ping!)).toBe(true);
    receiver.answer = answering(404);
    const refused = await post(`/webhookTest/${id}`);
    expect(refused.body.data).toMatchObject({ delivered: false, status: 404, error: 'HTTP 404' });
    await receiver.stop();
    const nobody = await post(`/webhookTest/${id}`);
    expect(nobody.body.data).toMatchObject({ delivered: false, status: null });
    expect(nobody.body.data.error).toContain('ECONNREFUSED');
    expect((await post('/webhookTest/999999')).status).toBe(404);
    expect((await post('/webhookTest/x')).status).toBe(404);
    expect(await deliveriesTo(api, id)).toEqual([]);
  });

  it('have routes behind permissions of their own', async () => {
    const { id } = await makeEndpoint(api, receiver.url, EVENTS);
    const key = await makeKey(api, { webhookTest: ['post'] });
    expect((await post(`/webhookTest/${id}`, {}, key.apikey)).status).toBe(200);
    expect((await post('/webhookReplay', { endpoint: id }, key.apikey)).status).toBe(403);
    for (const path of [`/webhookTest/${id}`, '/webhookReplay', '/webhookReplay/x']) {
      expect((await api.get(path)).status).toBe(405);
    }
  });

  it('are described', async () => {
    const { body } = await api.get('/openapi.json');
    const { errors } = await new Validator().validate(structuredClone(body));
    expect(errors).toBeUndefined();
    const referred = [...JSON.stringify(body.paths).matchAll(/"#\/components\/(\w+)\/(\w+)"/g)];
    const dangling = referred.filter(([, kind, name]) => !body.components[kind!]?.[name!]);
    expect(dangling).toEqual([]);
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        ...['/webhookReplay/{id}', '/webhookReplay', '/webhookTest/{id}'],
        ...['/webhookendpoints', '/webhookdeliveries/{id}'],
      ]),
    );
  });

  it('keep what was delivered for a time', async () => {
    const { id } = await makeEndpoint(api, receiver.url, EVENTS);
    receiver.answer = answering(200);
    for (let index = 0; index < 3; index++) await happen();
    const [old, dead, fresh] = await settled(api, id, ['delivered', 'delivered', 'delivered']);
    const age = async (from: string, to: string, status: string) => {
      const values = [to, status, '2020-01-01 00:00:00', from];
      await api.execute(
        'UPDATE webhook_deliveries SET id = ?, status = ?, delivered = ? WHERE id = ?',
        values,
      );
    };
    await age(old!.id, `016f5e66-${old!.id.slice(9)}`, 'delivered');
    await age(dead!.id, `016f5e67-${dead!.id.slice(9)}`, 'dead');
    const retention = api.server.app.get(Retention, { strict: false });
    expect(await retention.purge()).toBe(1);
    expect((await deliveriesTo(api, id)).map((each) => each.id)).toEqual([
      `016f5e67-${dead!.id.slice(9)}`,
      fresh!.id,
    ]);
  });

  it('are told by whoever comes next what a server held when it died', async () => {
    const { id } = await makeEndpoint(api, receiver.url, EVENTS);
    await happen();
    const [delivery] = await settled(api, id, ['delivered']);
    const values = ['pending', Date.now() + 800, delivery!.id];
    await api.execute('UPDATE webhook_deliveries SET status = ?, due = ? WHERE id = ?', values);
    await happen();
    await settled(api, id, ['pending', 'delivered']);
    await settled(api, id, ['delivered', 'delivered']);
    expect(receiver.received.map(({ headers }) => headers['webhook-id']).at(-1)).toBe(delivery!.id);
  });

  it('that answer a repeated request are the first answer', async () => {
    const headers = { 'Idempotency-Key': 'webhooks-1' };
    const json = { url: receiver.url, events: EVENTS };
    const first = await api.call('POST', '/webhookendpoints', { json, headers });
    const again = await api.call('POST', '/webhookendpoints', { json, headers });
    expect(again.body).toEqual(first.body);
    const maker = { json: { codfabricante: 'IDEM', nombre: 'x' } };
    const key = { headers: { 'Idempotency-Key': 'webhooks-2' } };
    for (let index = 0; index < 2; index++) {
      await api.call('POST', '/fabricantes', { ...maker, ...key });
    }
    await settled(api, first.body.data.id, ['delivered']);
    expect(receiver.received).toHaveLength(1);
  });

  it('are tried without telling of the inner network', async () => {
    const urls = ['http://localhost:1/', 'http://nowhere.invalid/', 'http://127.0.0.1:2/'];
    const ids: number[] = [];
    for (const url of urls) ids.push((await makeEndpoint(api, url, EVENTS)).id);
    await configure(api, { allowprivate: false, timeout: 10 });
    const outcomes: unknown[] = [];
    for (const id of ids) {
      const { id: _, ...outcome } = (await post(`/webhookTest/${id}`)).body.data;
      outcomes.push(outcome);
    }
    const untold = { delivered: false, status: null, body: '', milliseconds: 1000 };
    const outcome = { ...untold, error: 'The host has no public address' };
    expect(outcomes).toEqual([outcome, outcome, outcome]);
    await configure(api, { allowprivate: true });
    const { error } = (await post(`/webhookTest/${ids[2]}`)).body.data;
    expect(error).toBe('connect ECONNREFUSED');
  });

  it('show what they delivered to whoever may read the record', async () => {
    const { id } = await makeEndpoint(api, receiver.url, 'Fabricante.created,Cliente.created');
    const json = { nombre: 'Secret name', cifnif: 'S3CRET' };
    expect((await post('/clientes', json)).status).toBe(200);
    await happen();
    await settled(api, id, ['delivered', 'delivered']);
    const [ofCustomer, ofMaker] = await deliveriesTo(api, id);
    const all = ['get', 'post', 'put', 'delete'] as const;
    const key = await makeKey(api, {
      ...{ webhookdeliveries: all, fabricantes: ['get'], logmessages: ['get'] },
      webhookReplay: ['post'],
    });
    const options = { token: key.apikey };
    const list = `/webhookdeliveries?filter[endpoint]=${id}`;
    const searches = [
      '',
      '&filter[payload_like]=S3CRET',
      '&filter[model]=Cliente&sort[payload]=ASC',
    ];
    for (const search of [
      ...searches,
      '&limit=0',
      '&format=csv',
      '&filter[model]=Cliente&operation[model]=OR',
    ]) {
      const { status, text, headers } = await api.get(list + search, options);
      expect([search, status, text.includes('S3CRET')]).toEqual([search, 200, false]);
      expect(Number(headers.get('x-total-count') ?? 0)).toBeLessThan(2);
    }
    const one = `/webhookdeliveries/${String(ofCustomer?.id)}`;
    for (const [method, path, body] of [
      ['GET', one, undefined],
      ['PUT', one, { attempts: 0 }],
      ['DELETE', one, undefined],
      ['POST', `/webhookReplay/${String(ofCustomer?.id)}`, {}],
    ] as const) {
      const answer = await api.call(method, path, { ...options, json: body });
      expect([method, path, answer.status]).toEqual([method, path, 404]);
    }
    const twice = await api.call('POST', '/webhookdeliveries', {
      ...options,
      json: { id: ofCustomer?.id },
    });
    expect([twice.status, twice.body.data]).toEqual([400, { id: ofCustomer?.id }]);
    expect((await api.get(`/webhookdeliveries/${String(ofMaker?.id)}`, options)).status).toBe(200);
    expect((await api.get(one)).text).toContain('S3CRET');
  });
});
