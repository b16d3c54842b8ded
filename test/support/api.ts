import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { readConfig } from '../../src/kernel/config/config.js';
import { UnitOfWork } from '../../src/kernel/database/unit-of-work.js';
import { startServer, type RunningServer } from '../../src/server.js';
import { RecordingLog } from './recording-log.js';

export type Engine = 'embedded' | 'mysql';

/** The key that test servers are configured with. */
export const KEY = 'test-key';

/** The engines that this run tests: MySQL too where TEST_MYSQL_URL names a server. */
export const ENGINES: readonly Engine[] = process.env.TEST_MYSQL_URL
  ? ['embedded', 'mysql']
  : ['embedded'];

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
  /** Calls an address below `/api/3`, or one from the root where it begins with `/api/`. */
  call(method: string, path: string, options?: CallOptions): Promise<Answered>;
  get(path: string, options?: CallOptions): Promise<Answered>;
  /** Writes as another program does: the server is not told. */
  execute(sql: string, values?: readonly (string | number | null)[]): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a freshly installed server on the engine. */
export async function startApi(
  engine: Engine,
  environment: Record<string, string> = {},
): Promise<TestApi> {
  const folder = mkdtempSync(join(tmpdir(), 'facturanest-api-'));
  const database = engine === 'mysql' ? await createDatabase() : null;
  const config = readConfig({
    API_KEY: KEY,
    APP_LANG: 'en_EN',
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    PORT: '0',
    ...(database && { DATABASE_URL: database.url }),
    ...environment,
  });
  const log = new RecordingLog();
  const server = await startServer(config, log);
  const base = `${server.address}/api/3`;
  return {
    server,
    base,
    log,
    call: (method, path, options) => call(base, method, path, options),
    get: (path, options) => call(base, 'GET', path, options),
    async execute(sql, values = []) {
      if (database) await database.connection.query(sql, [...values]);
      else await server.app.get(UnitOfWork).run((transaction) => transaction.run(sql, values));
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
      await database?.drop();
    },
  };
}

/** An empty database on the test server, for `DATABASE_URL`. */
export async function createDatabase(): Promise<{
  readonly url: string;
  readonly connection: Connection;
  drop(): Promise<void>;
}> {
  const url = new URL(process.env.TEST_MYSQL_URL ?? '');
  url.pathname = '';
  const name = `fn_test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  const connection = await createConnection({ uri: url.href, multipleStatements: true });
  await connection.query(`CREATE DATABASE ${name}`);
  await connection.query(`USE ${name}`);
  url.pathname = name;
  return {
    url: url.href,
    connection,
    async drop() {
      await connection.query(`DROP DATABASE ${name}`);
      await connection.end();
    },
  };
}

/** Rows of a query on a test database, as objects. */
export async function rowsOf(connection: Connection, sql: string): Promise<RowDataPacket[]> {
  const [rows] = await connection.query<RowDataPacket[]>(sql);
  return rows;
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
