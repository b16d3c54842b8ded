import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { startApi, type TestApi } from '../../support/api.js';
import { createDatabase, ENGINES } from '../../support/place.js';
import { describeApi, describeEngines } from '../../support/describe-api.js';
import {
  answering,
  configure,
  deliveriesTo,
  enableWebhooks,
  isSignedBy,
  makeEndpoint,
  PATIENTLY,
  settled,
  startReceiver,
  useReceiver,
} from './receiver.js';

let made = 0;

/** Makes something that a webhook is told of; its key. */
async function happen(api: TestApi): Promise<string> {
  made += 1;
  const json = { codfabricante: `M${made}`, nombre: `Maker ${made}` };
  expect((await api.call('POST', '/fabricantes', { json })).status).toBe(200);
  return json.codfabricante;
}

const EVENTS = 'Fabricante.created';

describeApi('the delivery of webhooks', { PLUGINS: 'webhooks,customer-portal-notes' }, (api) => {
  const receiver = useReceiver(api);

  const endpoint = async (id: number) => (await api.get(`/webhookendpoints/${id}`)).body;
  const statuses = async (id: number) => (await deliveriesTo(api, id)).map((each) => each.status);

  it('is tried again under the same identifier until it is taken', async () => {
    const { id, secret } = await makeEndpoint(api, receiver.url, EVENTS);
    receiver.answer = (received, response) =>
      answering(receiver.received.length < 3 ? 500 : 200, 'not yet')(received, response);
    await happen(api);
    const [delivery] = await settled(api, id, ['delivered']);
    expect(delivery).toMatchObject({ attempts: 3, httpstatus: 200, lasterror: null });
    expect(receiver.received).toHaveLength(3);
    const { received } = receiver;
    expect(new Set(received.map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set([delivery?.id]),
    );
    expect(new Set(received.map(({ text }) => text)).size).toBe(1);
    expect(received.every((each) => isSignedBy(secret, each))).toBe(true);
  });

  it('waits longer and longer', async () => {
    await configure(api, { pauses: [0, 600, 7200] });
    const { id } = await makeEndpoint(api, receiver.url, EVENTS);
    receiver.answer = answering(503, 'tired\n<b>\u0007');
    await happen(api);
    const [delivery] = await vi.waitFor(async () => {
      const found = await deliveriesTo(api, id);
      expect(found).toMatchObject([{ status: 'failed', attempts: 2 }]);
      return found;
    }, PATIENTLY);
    expect(delivery).toMatchObject({ httpstatus: 503, delivered: null });
    expect(delivery?.lasterror).toBe('HTTP 503: tired &lt;b&gt;');
    const wait = secondsOf(delivery?.nextattempt) - secondsOf(delivery?.lastattempt);
    expect(wait).toBeGreaterThanOrEqual(599);
    expect(wait).toBeLessThanOrEqual(722);
  });

  it('is given up after the last pause, and its endpoint after several in a row', async () => {
    await configure(api, { pauses: [0.01], deactivateafter: 3, perendpoint: 1 });
    const { id } = await makeEndpoint(api, receiver.url, EVENTS);
    receiver.answer = answering(500);
    await happen(api);
    await settled(api, id, ['dead']);
    expect(await endpoint(id)).toMatchObject({ active: true, failures: 1 });
    receiver.answer = answering(204);
    await happen(api);
    await settled(api, id, ['dead', 'delivered']);
    expect(await endpoint(id)).toMatchObject({ active: true, failures: 0 });
    receiver.answer = answering(500);
    for (let index = 0; index < 3; index++) await happen(api);
    await settled(api, id, ['dead', 'delivered', 'dead', 'dead', 'dead']);
    const off = await endpoint(id);
    expect(off).toMatchObject({ active: false, failures: 3 });
    expect(off.disabledreason).toContain('HTTP 500');
    const filter = `filter[channel]=webhooks&filter[modelcode]=${id}`;
    const log = (await api.get(`/logmessages?${filter}`)).body;
    expect(log).toMatchObject([{ level: 'warning', model: 'WebhookEndpoint' }]);
    await happen(api);
    expect(await deliveriesTo(api, id)).toHaveLength(5);
    await api.call('PUT', `/webhookendpoints/${id}`, { json: { active: true } });
    expect(await endpoint(id)).toMatchObject({ active: true, failures: 0, disabledreason: null });
  });

  it('ends where the receiver is gone', async () => {
    const { id } = await makeEndpoint(api, receiver.url, EVENTS);
    receiver.answer = answering(410);
    await happen(api);
    await settled(api, id, ['dead']);
    expect(await endpoint(id)).toMatchObject({ active: false });
    expect(receiver.received).toHaveLength(1);
  });

  it('does not follow redirects', async () => {
    const other = await startReceiver();
    const { id } = await makeEndpoint(api, receiver.url, EVENTS);
    receiver.answer = (_received, response) =>
      response.writeHead(307, { Location: other.url }).end();
    await happen(api);
    const [delivery] = await settled(api, id, ['dead']);
    expect(delivery).toMatchObject({ httpstatus: 307, lasterror: 'HTTP 307' });
    expect(other.connections()).toBe(0);
    await other.stop();
  });

  it('does not wait for a receiver that hangs', async () => {
    await configure(api, { timeout: 0.2, pauses: [] });
    const { id } = await makeEndpoint(api, receiver.url, EVENTS);
    receiver.answer = () => undefined;
    await happen(api);
    const [delivery] = await settled(api, id, ['dead']);
    expect(delivery).toMatchObject({
      httpstatus: null,
      lasterror: 'No answer within 0.2 seconds',
    });
  });

  it('takes the status of an answer that never ends or is huge', async () => {
    const { id } = await makeEndpoint(api, receiver.url, EVENTS);
    receiver.answer = (_received, response) => void response.writeHead(200).write('x');
    await happen(api);
    await settled(api, id, ['delivered']);
    receiver.answer = (_received, response) => {
      response.writeHead(500);
      const pour = () => {
        while (!response.destroyed && response.write('y'.repeat(100_000)));
      };
      response.on('drain', pour).on('error', () => undefined);
      pour();
    };
    await configure(api, { pauses: [] });
    await happen(api);
    const [, huge] = await settled(api, id, ['delivered', 'dead']);
    expect(huge?.lasterror).toBe(`HTTP 500: ${'y'.repeat(100)}`);
  });

  it('keeps no more of what a receiver says than fits', async () => {
    await configure(api, { pauses: [], deactivateafter: 1 });
    const { id } = await makeEndpoint(api, receiver.url, EVENTS);
    receiver.answer = answering(500, '😀'.repeat(20) + '<'.repeat(200));
    await happen(api);
    const [delivery] = await settled(api, id, ['dead']);
    expect(delivery?.lasterror).toMatch(/^HTTP 500: (?:😀){20}&lt;&lt;/);
    expect((await endpoint(id)).disabledreason).toContain('&lt;');
  });

  it('survives receivers that speak no HTTP, refuse, or want to talk otherwise', async () => {
    await configure(api, { pauses: [], deactivateafter: 100 });
    const server = createServer((socket) => socket.on('error', () => undefined).end('hello\r\n'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const babbler = await makeEndpoint(api, `http://127.0.0.1:${port}/`, EVENTS);
    const nobody = await makeEndpoint(api, 'http://127.0.0.1:1/', EVENTS);
    const upgrader = await makeEndpoint(api, receiver.url, EVENTS);
    receiver.answer = (_received, response) =>
      response.socket?.end('HTTP/1.1 101 Other\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n');
    await happen(api);
    expect((await settled(api, babbler.id, ['dead']))[0]?.lasterror).toContain('Parse Error');
    expect((await settled(api, nobody.id, ['dead']))[0]?.lasterror).toContain('ECONNREFUSED');
    expect((await settled(api, upgrader.id, ['dead']))[0]?.lasterror).toContain('HTTP 101');
    server.close();
  });

  it('keeps a slow receiver from the others', async () => {
    await configure(api, { perendpoint: 2, timeout: 30 });
    const other = await startReceiver();
    const slow = await makeEndpoint(api, receiver.url, EVENTS);
    const fast = await makeEndpoint(api, other.url, EVENTS);
    receiver.answer = () => undefined;
    for (let index = 0; index < 6; index++) await happen(api);
    await settled(api, fast.id, Array(6).fill('delivered'));
    expect(receiver.received).toHaveLength(2);
    expect(await statuses(slow.id)).not.toContain('delivered');
    await other.stop();
  });

  it('keeps the order of events where they go one by one', async () => {
    await configure(api, { perendpoint: 1 });
    const { id } = await makeEndpoint(api, receiver.url, EVENTS);
    const keys: string[] = [];
    for (let index = 0; index < 10; index++) keys.push(await happen(api));
    await settled(api, id, Array(10).fill('delivered'));
    expect(receiver.received.map(({ body }) => body.key)).toEqual(keys);
  });

  it('never goes to a private address unless that is allowed', async () => {
    const local = await startReceiver('localhost');
    await configure(api, { allowprivate: false, pauses: [] });
    const refused = await api.call('POST', '/webhookendpoints', {
      json: { url: receiver.url, events: EVENTS },
    });
    expect(refused.body.details).toMatchObject([{ code: 'webhook-url-private', field: 'url' }]);
    const name = await makeEndpoint(api, `http://localhost:${local.port}/`, EVENTS);
    await configure(api, { pauses: [] });
    const literal = await makeEndpoint(api, receiver.url, EVENTS);
    await configure(api, { allowprivate: false, pauses: [] });
    await happen(api);
    const [byName] = await settled(api, name.id, ['dead']);
    const [byAddress] = await settled(api, literal.id, ['dead']);
    const untold = 'The host has no public address';
    expect([byName?.lasterror, byAddress?.lasterror]).toEqual([untold, untold]);
    expect([local.connections(), receiver.connections()]).toEqual([0, 0]);
    await local.stop();
  });

  it('needs https unless http is allowed', async () => {
    const { id } = await makeEndpoint(api, receiver.url, EVENTS);
    await configure(api, { allowhttp: false, pauses: [] });
    await happen(api);
    const [delivery] = await settled(api, id, ['dead']);
    expect(delivery?.lasterror).toBe('The address is not https');
    expect(receiver.connections()).toBe(0);
  });

  it('stops while the plugin is disabled, and goes on after it', async () => {
    await configure(api, { pauses: Array(40).fill(0.1) });
    const { id } = await makeEndpoint(api, receiver.url, EVENTS);
    receiver.answer = answering(500);
    await happen(api);
    await vi.waitFor(() => expect(receiver.received.length).toBeGreaterThan(1), PATIENTLY);
    expect((await api.call('POST', '/plugins/webhooks/disable')).status).toBe(200);
    await vi.waitFor(async () => {
      const { length } = receiver.received;
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(receiver.received).toHaveLength(length);
    }, PATIENTLY);
    const { length } = receiver.received;
    await happen(api);
    expect((await api.get('/webhookdeliveries')).status).toBe(404);
    receiver.answer = answering(204);
    expect((await api.call('POST', '/plugins/webhooks/enable')).status).toBe(200);
    const [delivery] = await settled(api, id, ['delivered']);
    expect(receiver.received).toHaveLength(length + 1);
    expect(receiver.received.at(-1)?.headers['webhook-id']).toBe(delivery?.id);
  });

  it('goes on while other plugins come and go, each event once', async () => {
    const { id } = await makeEndpoint(api, receiver.url, EVENTS);
    const events = (async () => {
      for (let index = 0; index < 15; index++) await happen(api);
    })();
    for (const action of ['enable', 'disable', 'enable', 'disable']) {
      const { status } = await api.call('POST', `/plugins/customer-portal-notes/${action}`);
      expect(status).toBe(200);
    }
    await events;
    await settled(api, id, Array(15).fill('delivered'));
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(15);
    expect(ids).toHaveLength(15);
  });
});

describeEngines('webhooks of a server that stops', (engine) => {
  it('are left to the next one', async () => {
    const api = await startApi(engine, { PLUGINS: 'webhooks' });
    const receiver = await startReceiver();
    try {
      await enableWebhooks(api, { timeout: 60 });
      const { id } = await makeEndpoint(api, receiver.url, EVENTS);
      receiver.answer = () => undefined;
      await happen(api);
      await vi.waitFor(() => expect(receiver.received).toHaveLength(1), PATIENTLY);
      receiver.answer = answering(204);
      // A new application takes over; what the old one still sends is cut off.
      await api.call('POST', '/plugins/webhooks/disable');
      await api.call('POST', '/plugins/webhooks/enable');
      const [delivery] = await settled(api, id, ['delivered']);
      expect(delivery?.attempts).toBe(1);
      expect(receiver.received).toHaveLength(2);
      expect(api.log.errors).toEqual([]);
    } finally {
      await api.stop();
      await receiver.stop();
    }
  });
});

describe.runIf(ENGINES.includes('mysql'))('webhooks of two servers on one database', () => {
  it('are delivered once each, whoever made them', async () => {
    const database = await createDatabase();
    const environment = { PLUGINS: 'webhooks', DATABASE_URL: database.url };
    const one = await startApi('embedded', environment);
    const receiver = await startReceiver();
    try {
      await enableWebhooks(one);
      const other = await startApi('embedded', environment);
      try {
        const { id } = await makeEndpoint(one, receiver.url, EVENTS);
        await new Promise((resolve) => setTimeout(resolve, 1100));
        await Promise.all(
          Array.from({ length: 40 }, (_, index) => happen(index % 2 === 0 ? one : other)),
        );
        await settled(one, id, Array(40).fill('delivered'));
        const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
        expect(ids).toHaveLength(40);
        expect(new Set(ids).size).toBe(40);
        expect([...one.log.errors, ...other.log.errors]).toEqual([]);
      } finally {
        await other.stop();
      }
    } finally {
      await one.stop();
      await receiver.stop();
      await database.drop();
    }
  });
});

function secondsOf(moment: unknown): number {
  const [, day, month, year, time] = /^(\d\d)-(\d\d)-(\d{4}) (.+)$/.exec(String(moment)) ?? [];
  return Date.parse(`${year}-${month}-${day}T${time}Z`) / 1000;
}
