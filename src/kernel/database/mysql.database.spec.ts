import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ENGINES } from '../../../test/support/place.js';
import { openEngine, type TestDatabase } from '../../../test/support/databases.js';
import type { Connection } from './connection.js';
import type { Database } from './database.js';

/** A text of 50 000 characters. */
const REPEATED = "REPEAT('x', 50000)";
const ROWS = 100_000;

describe.runIf(ENGINES.includes('mysql'))('MySQL database', () => {
  let opened: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    opened = await openEngine('mysql');
    ({ database } = opened);
    await database.transaction(async (c) => {
      await c.run(
        'CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, name varchar(20), at timestamp NULL)',
      );
      await c.run('CREATE TABLE big (id int PRIMARY KEY, name varchar(200))');
      await c.run(`INSERT INTO big SELECT seq, LPAD(seq, 200, '0') FROM seq_1_to_${ROWS}`);
    });
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    await database.transaction((c) => c.run('TRUNCATE TABLE t'));
  });

  it('knows its tables', async () => {
    expect(await database.tables()).toEqual(expect.arrayContaining(['t', 'big', 'fn_migrations']));
  });

  it('says what an insert made and how many rows a change met', async () => {
    await database.transaction(async (c) => {
      expect(await insert(c, 'a')).toEqual({ affected: 1, insertId: 1 });
      expect(await insert(c, 'b')).toEqual({ affected: 1, insertId: 2 });
      expect((await c.run("UPDATE t SET name = 'c'")).affected).toBe(2);
      expect((await c.run("UPDATE t SET name = 'c'")).affected).toBe(2);
      expect((await c.run('DELETE FROM t WHERE id = 1')).affected).toBe(1);
    });
  });

  it('keeps days and moments as texts, and every letter', async () => {
    await database.transaction((c) =>
      c.run('INSERT INTO t (name, at) VALUES (?, ?)', ['ñ😀\\\'"', '2026-02-03 10:20:30']),
    );
    expect(await database.rows('SELECT name, at FROM t')).toEqual([
      ['ñ😀\\\'"', '2026-02-03 10:20:30'],
    ]);
  });

  it.each([0.1, 12.345678901234567, 0.30000000000000004, 1e308, 5e-324, -123456789.12345679])(
    'reads the number %d as it was written',
    async (number) => {
      await database.transaction(async (c) => {
        await c.run('CREATE TEMPORARY TABLE n (x double)');
        await c.run('INSERT INTO n VALUES (?)', [number]);
        const rows = await c.rows('SELECT x FROM n');
        await c.run('DROP TEMPORARY TABLE n');
        expect(rows).toEqual([[number]]);
      });
    },
  );

  it('reads what others committed meanwhile, but not what they have open', async () => {
    await database.transaction(async (first) => {
      expect(await first.rows('SELECT name FROM t')).toEqual([]);
      await database.transaction(async (second) => {
        await insert(second, 'other');
        expect(await first.rows('SELECT name FROM t')).toEqual([]);
        expect(await database.rows('SELECT name FROM t')).toEqual([]);
      });
      expect(await first.rows('SELECT name FROM t')).toEqual([['other']]);
    });
  });

  it('runs transactions side by side, also more than it has connections', async () => {
    await Promise.all(
      Array.from({ length: 50 }, (_, index) => database.transaction((c) => insert(c, `n${index}`))),
    );
    expect(await database.rows('SELECT COUNT(*) FROM t')).toEqual([[50]]);
  });

  it('gives a connection back that failed, without its transaction', async () => {
    for (let attempt = 0; attempt < 30; attempt++) {
      const failing = database.transaction(async (c) => {
        await insert(c, 'lost');
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
    }
    expect(await database.rows('SELECT COUNT(*) FROM t')).toEqual([[0]]);
  });

  it('throws away a connection that was cut', async () => {
    const failing = database.transaction(async (c) => {
      const [row] = await c.rows('SELECT CONNECTION_ID()');
      await insert(c, 'lost');
      await database.rows(`KILL ${String(row?.[0])}`);
      await insert(c, 'never');
    });
    await expect(failing).rejects.toThrow();
    expect(await database.rows('SELECT COUNT(*) FROM t')).toEqual([[0]]);
  });

  describe('batches', () => {
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

    it('cost no connection, whether they end, fail or the reader leaves', async () => {
      for (let attempt = 0; attempt < 30; attempt++) {
        for await (const _batch of database.batches('SELECT id FROM big')) break;
        for await (const _batch of database.batches('SELECT id FROM big LIMIT 3'));
        await expect(drained(database.batches('SELECT nothing FROM nowhere'))).rejects.toThrow();
      }
      expect(await database.rows('SELECT 1')).toEqual([[1]]);
    });

    it('leave no connection to the server behind when their reader leaves', async () => {
      const connected = async () => {
        const sql =
          'SELECT COUNT(*) FROM information_schema.PROCESSLIST ' +
          'WHERE DB = DATABASE() AND ID <> CONNECTION_ID()';
        return Number((await database.rows(sql))[0]?.[0]);
      };
      const before = await connected();
      for (let attempt = 0; attempt < 30; attempt++) {
        for await (const _batch of database.batches('SELECT a.id, a.name FROM big a, big b')) break;
        expect(await database.rowsWithin(1000, 'SELECT a.id, a.name FROM big a, big b')).toBeNull();
      }
      await expect.poll(connected, { timeout: 5000 }).toBeLessThanOrEqual(before + 1);
    });

    it('keep memory flat', async () => {
      const before = process.memoryUsage().heapUsed;
      let most = 0;
      for await (const _batch of database.batches('SELECT id, name FROM big')) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        most = Math.max(most, process.memoryUsage().heapUsed - before);
      }
      expect(most).toBeLessThan(40_000_000);
    });
  });

  function insert(connection: Connection, name: string) {
    return connection.run('INSERT INTO t (name) VALUES (?)', [name]);
  }
});

async function drained(batches: AsyncIterable<unknown[]>): Promise<number> {
  let rows = 0;
  for await (const batch of batches) rows += batch.length;
  return rows;
}
