import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import type { TestApi } from '../../support/api.js';
import { lateOf } from '../../support/describe-api.js';

/** A request as it came. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- events differ
}

type Answering = (received: Received, response: ServerResponse) => void;

/** A real HTTP server that webhooks are sent to. */
export interface Receiver {
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  readonly connections: () => number;
  /** How it answers from now on; 204 until told otherwise. */
  answer: Answering;
  stop(): Promise<void>;
}

export async function startReceiver(host = '127.0.0.1'): Promise<Receiver> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const { method = '', url = '', headers } = request;
      const received = { method, path: url, headers, text, body: JSON.parse(text) as unknown };
      receiver.received.push(received);
      receiver.answer(received, response);
    });
  });
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    port,
    url: `http://127.0.0.1:${port}/hook`,
    received: [],
    connections: () => connections,
    answer: answering(204),
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

export function answering(status: number, body = ''): Answering {
  return (_received, response) => response.writeHead(status).end(body);
}

/** As a receiver would, from the specification alone: splits, decodes, compares. */
export function isSignedBy(secret: string, { headers, text }: Received): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const { 'webhook-id': id, 'webhook-timestamp': timestamp } = headers;
  expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(60);
  const expected = createHmac('sha256', key).update([id, timestamp, text].join('.')).digest();
  return String(headers['webhook-signature'])
    .split(' ')
    .map((each) => each.split(','))
    .filter(([version]) => version === 'v1')
    .map(([, signature = '']) => Buffer.from(signature, 'base64'))
    .some((each) => each.length === expected.length && timingSafeEqual(each, expected));
}

export const SETTINGS = { allowprivate: true, allowhttp: true, pauses: [0.02, 0.02], timeout: 1 };

/** Enables the plugin, with what a receiver on the same machine needs. */
export async function enableWebhooks(api: TestApi, settings: object = {}): Promise<void> {
  const enabled = await api.call('POST', '/plugins/webhooks/enable', { json: {} });
  expect([enabled.status, enabled.text]).toEqual([200, expect.any(String)]);
  await configure(api, settings);
}

export async function configure(api: TestApi, settings: object = {}): Promise<void> {
  await api.call('DELETE', '/settings/webhooks');
  const json = { name: 'webhooks', ...SETTINGS, ...settings };
  expect((await api.call('POST', '/settings', { json })).status).toBe(200);
}

export interface MadeEndpoint {
  readonly id: number;
  readonly secret: string;
}

export async function makeEndpoint(
  api: TestApi,
  url: string,
  events: unknown,
  more: object = {},
): Promise<MadeEndpoint> {
  const made = await api.call('POST', '/webhookendpoints', { json: { url, events, ...more } });
  expect([made.status, made.text]).toEqual([200, expect.any(String)]);
  return made.body.data as MadeEndpoint;
}

/** For `vi.waitFor`: the machine may be busy. */
export const PATIENTLY = { timeout: 8000, interval: 20 };

/** Takes all endpoints away, with their deliveries. */
export async function forgetEndpoints(api: TestApi): Promise<void> {
  const { body } = await api.get('/webhookendpoints?limit=0');
  for (const { id } of body as { id: number }[]) {
    await api.call('DELETE', `/webhookendpoints/${id}`);
  }
}

/** The deliveries to an endpoint in their order. */
export async function deliveriesTo(api: TestApi, endpoint: number) {
  const filter = `filter[endpoint]=${endpoint}&sort[id]=ASC&limit=0`;
  return (await api.get(`/webhookdeliveries?${filter}`)).body as {
    readonly id: string;
    readonly status: string;
    readonly [column: string]: unknown;
  }[];
}

/** Waits until the statuses of the deliveries to an endpoint are these. */
export async function settled(api: TestApi, endpoint: number, statuses: readonly string[]) {
  return vi.waitFor(async () => {
    const deliveries = await deliveriesTo(api, endpoint);
    expect(deliveries.map(({ status }) => status)).toEqual(statuses);
    return deliveries;
  }, PATIENTLY);
}

/**
 * Enables webhooks on a server for all tests of a `describe`, with a receiver that is new for
 * each; what a test set up is taken back after it.
 */
export function useReceiver(api: TestApi): Receiver {
  let receiver: Receiver | undefined;
  beforeAll(() => enableWebhooks(api));
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(async () => {
    await forgetEndpoints(api);
    await receiver?.stop();
    await configure(api);
  });
  return lateOf(() => receiver);
}
