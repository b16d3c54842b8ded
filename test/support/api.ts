import type { Connection } from 'mysql2/promise';
import { readConfig } from '../../src/kernel/config/config.js';
import { UnitOfWork } from '../../src/kernel/database/unit-of-work.js';
import { startServer, type RunningServer } from '../../src/server.js';
import { createDatabase, makePlace, type Engine } from './place.js';
import { RecordingLog } from './recording-log.js';

/** The key that test servers are configured with. */
export const KEY = 'test-key';

const SETTINGS = { API_KEY: KEY, APP_LANG: 'en_EN', LOG_LEVEL: 'silent', PORT: '0' };

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** The body as JSON; its text where it is none. */
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- answers differ
  readonly text: string;
}

export interface CallOptions {
  readonly form?: Record<string, string | number | null>;
  readonly json?: unknown;
  readonly token?: string | null;
  readonly headers?: Record<string, string>;
  readonly body?:
    string | Uint8Array<ArrayBuffer> | FormData | URLSearchParams | ReadableStream<Uint8Array>;
}

/** A server over a database of its own, and the means to call it. */
export interface TestApi {
  readonly server: RunningServer;
  readonly base: string;
  readonly log: RecordingLog;
  /** What another server, or program, needs to find the same data. */
  readonly environment: Readonly<Record<string, string>>;
  /** Calls an address below `/api/3`, or one from the root where it begins with `/api/`. */
  call(method: string, path: string, options?: CallOptions): Promise<Answered>;
  get(path: string, options?: CallOptions): Promise<Answered>;
  /** Writes as another program does: the server is not told. */
  execute(sql: string, values?: readonly (string | number | null)[]): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a freshly installed server on the engine, or on what the environment names. */
export async function startApi(
  engine: Engine,
  more: Readonly<Record<string, string>> = {},
): Promise<TestApi> {
  const place = await makePlace(engine);
  const environment = { ...place.environment, ...more };
  const log = new RecordingLog();
  const server = await startServer(readConfig({ ...SETTINGS, ...environment }), log);
  const base = `${server.address}/api/3`;
  return {
    server,
    base,
    log,
    environment,
    call: (method, path, options) => call(base, method, path, options),
    get: (path, options) => call(base, 'GET', path, options),
    async execute(sql, values = []) {
      if (place.connection) await place.connection.query(sql, [...values]);
      else await server.app.get(UnitOfWork).run((transaction) => transaction.run(sql, values));
    },
    async stop() {
      await server.stop();
      await place.remove();
    },
  };
}

/** Two servers on one MySQL database, as on two machines. */
export interface ApiPair {
  readonly servers: readonly [TestApi, TestApi];
  readonly url: string;
  readonly connection: Connection;
  stop(): Promise<void>;
}

export async function startPair(more: Readonly<Record<string, string>> = {}): Promise<ApiPair> {
  const { url, connection, drop } = await createDatabase();
  const start = () => startApi('embedded', { DATABASE_URL: url, ...more });
  const servers = [await start(), await start()] as const;
  return {
    servers,
    url,
    connection,
    async stop() {
      for (const server of servers) await server.stop();
      await drop();
    },
  };
}

async function call(
  base: string,
  method: string,
  path: string,
  { form, json, token = KEY, headers = {}, body }: CallOptions = {},
): Promise<Answered> {
  const url = /^\/api(?![a-z])/i.test(path) ? new URL(path, base).href : base + path;
  const response = await fetch(url, {
    method,
    headers: {
      ...(token !== null && { Token: token }),
      ...(json !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(form && { body: formOf(form) }),
    ...(json !== undefined && { body: JSON.stringify(json) }),
    ...(body !== undefined && { body, duplex: 'half' }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

function formOf(fields: Record<string, string | number | null>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
