import { readdirSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openEngine, type TestDatabase } from '../../../test/support/databases.js';
import type { Connection } from './connection.js';
import type { Database } from './database.js';
import { GuardedDatabase } from './libsql.js';

/** A text of 50 000 characters. */
const REPEATED = "printf('%050000d', id)";
const ROWS = 100_000;

describe('embedded database', () => {
  let opened: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    opened = await openEngine('embedded');
    ({ database } = opened);
    await database.transaction((c) => c.run('CREATE TABLE t (id integer PRIMARY KEY, name text)'));
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    await database.transaction((c) => c.run('DELETE FROM t'));
  });

  it('is one file with a write-ahead log', async () => {
    const files = readdirSync(opened.environment.DATA_DIR ?? '');
    expect(files).toContain('facturanest.db');
    expect(await database.rows('PRAGMA journal_mode')).toEqual([['wal']]);
  });

  it('holds foreign keys', async () => {
    const [row] = await database.transaction((c) => c.rows('PRAGMA foreign_keys'));
    expect(row).toEqual([1]);
  });

  it('knows its tables', async () => {
    expect(await database.tables()).toContain('t');
  });

  it('says what an insert made and how many rows a change met', async () => {
    await database.transaction(async (c) => {
      expect(await insert(c, 'a')).toEqual({ affected: 1, insertId: 1 });
      expect(await insert(c, 'b')).toEqual({ affected: 1, insertId: 2 });
      expect((await c.run("UPDATE t SET name = 'c'")).affected).toBe(2);
      expect((await c.run('DELETE FROM t WHERE id = 1')).affected).toBe(1);
    });
  });

  it('reads only', async () => {
    await expect(database.rows("INSERT INTO t (name) VALUES ('x')")).rejects.toThrow();
    expect(await names()).toEqual([]);
  });

  it('runs one transaction after the other, in the order of asking', async () => {
    const order: string[] = [];
    const work = (name: string) => (c: Connection) => inSteps(order, name, () => insert(c, name));
    await Promise.all(['a', 'b', 'c'].map((name) => database.transaction(work(name))));
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
    expect(await names()).toEqual(['a', 'b', 'c']);
  });

  it('goes on with the next transaction after one that failed', async () => {
    const failing = database.transaction(async (c) => {
      await insert(c, 'lost');
      throw new Error('no');
    });
    const following = database.transaction((c) => insert(c, 'kept'));
    await expect(failing).rejects.toThrow('no');
    await following;
    expect(await names()).toEqual(['kept']);
  });

  it('reads on while a transaction is open, and sees the last commit only', async () => {
    await database.transaction((c) => insert(c, 'old'));
    await database.transaction(async (c) => {
      await insert(c, 'new');
      expect(await names()).toEqual(['old']);
      const batches: unknown[] = [];
      for await (const batch of database.batches('SELECT name FROM t')) batches.push(...batch);
      expect(batches).toEqual([['old']]);
    });
    expect(await names()).toEqual(['old', 'new']);
  });

  it('prepares a statement again when its table has changed', async () => {
    expect(await database.rows('SELECT * FROM t')).toEqual([]);
    await database.transaction((c) => c.run('ALTER TABLE t ADD COLUMN extra int DEFAULT 7'));
    await database.transaction((c) => insert(c, 'x'));
    expect(await database.rows('SELECT * FROM t')).toEqual([[1, 'x', 7]]);
    await database.transaction((c) => c.run('ALTER TABLE t DROP COLUMN extra'));
  });

  it('serves more different statements than it remembers', async () => {
    for (let number = 0; number < 400; number++) {
      expect(await database.rows(`SELECT ${number}`)).toEqual([[number]]);
    }
  });

  describe('batches', () => {
    beforeAll(fillBig);
    afterEach(() => vi.restoreAllMocks());

    it('give all rows in their order, a bounded number at a time', async () => {
      let next = 1;
      let largest = 0;
      for await (const batch of database.batches('SELECT id FROM big ORDER BY id')) {
        largest = Math.max(largest, batch.length);
        for (const [id] of batch) {
          if (id !== next) throw new Error(`${String(id)} instead of ${next}`);
          next += 1;
        }
      }
      expect(next - 1).toBe(ROWS);
      expect(largest).toBeLessThanOrEqual(1000);
    });

    it('are bounded by bytes too', async () => {
      const wide = `SELECT id, ${REPEATED} FROM big WHERE id <= 300 ORDER BY id`;
      const [ids, lengths]: [unknown[], number[]] = [[], []];
      for await (const batch of database.batches(wide)) {
        ids.push(...batch.map(([id]) => id));
        lengths.push(batch.length);
      }
      expect(ids).toEqual(Array.from({ length: 300 }, (_, at) => at + 1));
      expect(Math.max(...lengths)).toBeLessThanOrEqual(21);
      expect(database.streams.taken).toBe(0);
    });

    it('are held when they are small, and known when they are not', async () => {
      const wide = `SELECT id, ${REPEATED} FROM big WHERE id <= ? ORDER BY id`;
      for (let turn = 1; turn <= 3; turn += 1) {
        expect(await database.rowsWithin(1_000_000, wide, [300])).toBeNull();
        const rows = await database.rowsWithin(1_000_000, wide, [10]);
        expect(rows?.map(([id, text]) => [id, String(text).length])).toEqual(
          Array.from({ length: 10 }, (_, at) => [at + 1, 50_000]),
        );
      }
      expect(await database.rowsWithin(1, 'SELECT id FROM big WHERE id < 0')).toEqual([]);
      await expect(database.rowsWithin(1, 'SELECT nothing FROM nowhere')).rejects.toThrow();
    });

    it('take bound values', async () => {
      const seen: unknown[] = [];
      const sql = 'SELECT id FROM big WHERE id BETWEEN ? AND ?';
      for await (const batch of database.batches(sql, [5, 7])) seen.push(...batch.flat());
      expect(seen).toEqual([5, 6, 7]);
    });

    it('keep four connections that came to their end, and close all others', async () => {
      const closed = vi.spyOn(GuardedDatabase.prototype, 'close');
      const short = () => drained(database.batches('SELECT id FROM big LIMIT 3'));
      await Promise.all(Array.from({ length: 6 }, short));
      expect(closed).toHaveBeenCalledTimes(2);
      await short();
      expect(closed).toHaveBeenCalledTimes(2);
      for await (const _batch of database.batches('SELECT id FROM big')) break;
      expect(closed).toHaveBeenCalledTimes(3);
      await expect(drained(database.batches('SELECT nothing FROM nowhere'))).rejects.toThrow();
      expect(closed).toHaveBeenCalledTimes(4);
    });

    it('see what was committed since a connection was used last', async () => {
      const read = async () => {
        const rows: unknown[] = [];
        for await (const batch of database.batches('SELECT * FROM t')) rows.push(...batch);
        return rows;
      };
      expect(await read()).toEqual([]);
      await database.transaction((c) => insert(c, 'x'));
      expect(await read()).toEqual([[1, 'x']]);
      await database.transaction((c) => c.run('ALTER TABLE t ADD COLUMN extra int DEFAULT 7'));
      expect(await read()).toEqual([[1, 'x', 7]]);
      await database.transaction((c) => c.run('ALTER TABLE t DROP COLUMN extra'));
    });

    it('leave no connection open when the database closes', async () => {
      const other = await openEngine('embedded');
      const closed = vi.spyOn(GuardedDatabase.prototype, 'close');
      await drained(other.database.batches('SELECT 1'));
      const late = other.database.batches('SELECT 1 UNION SELECT 2')[Symbol.asyncIterator]();
      await late.next();
      expect(closed).not.toHaveBeenCalled();
      await other.close();
      const before = closed.mock.calls.length;
      await late.next();
      expect(closed).toHaveBeenCalledTimes(before + 1);
    });

    it('let others have their turn', async () => {
      let turns = 0;
      const timer = setInterval(() => (turns += 1), 0);
      await drained(database.batches('SELECT id, name FROM big'));
      clearInterval(timer);
      expect(turns).toBeGreaterThan(10);
    });

    it('keep memory flat', async () => {
      expect(await growthOf(database, 'SELECT id, name FROM big')).toBeLessThan(40_000_000);
    });
  });

  it('waits for open work when it closes', async () => {
    const other = await openEngine('embedded');
    const open = other.database.transaction(async (c) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      await c.run('CREATE TABLE late (id int)');
      return 'finished';
    });
    await other.close();
    expect(await open).toBe('finished');
  });

  async function fillBig(): Promise<void> {
    await database.transaction(async (c) => {
      await c.run('CREATE TABLE big (id integer PRIMARY KEY, name text)');
      await c.run(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})
         INSERT INTO big SELECT i, printf('%0200d', i) FROM n`,
      );
    });
  }

  function insert(connection: Connection, name: string) {
    return connection.run('INSERT INTO t (name) VALUES (?)', [name]);
  }

  async function names(): Promise<unknown[]> {
    return (await database.rows('SELECT name FROM t ORDER BY id')).flat();
  }
});

async function inSteps(order: string[], name: string, work: () => Promise<unknown>): Promise<void> {
  order.push(`${name} begins`);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await work();
  order.push(`${name} ends`);
}

async function drained(batches: AsyncIterable<unknown[]>): Promise<number> {
  let rows = 0;
  for await (const batch of batches) rows += batch.length;
  return rows;
}

/** By how many bytes the process grows at most while it reads everything. */
async function growthOf(database: Database, sql: string): Promise<number> {
  const before = process.memoryUsage().heapUsed;
  let most = 0;
  for await (const _batch of database.batches(sql)) {
    most = Math.max(most, process.memoryUsage().heapUsed - before);
  }
  return most;
}
