import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';

export type Engine = 'embedded' | 'mysql';

/** The engines that this run tests: MySQL too where TEST_MYSQL_URL names a server. */
export const ENGINES: readonly Engine[] = process.env.TEST_MYSQL_URL
  ? ['embedded', 'mysql']
  : ['embedded'];

/** Where the data of a server is: a folder of its own, and on MySQL an empty database. */
export interface Place {
  readonly folder: string;
  /** What a server, or another program, needs to find it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Null where the database is a file in the folder. */
  readonly connection: Connection | null;
  remove(): Promise<void>;
}

export async function makePlace(engine: Engine): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'facturanest-test-'));
  const database = engine === 'mysql' ? await createDatabase() : null;
  return {
    folder,
    environment: { DATA_DIR: folder, ...(database && { DATABASE_URL: database.url }) },
    connection: database?.connection ?? null,
    async remove() {
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
