import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine, type TestDatabase } from '../../../test/support/databases.js';
import { type Refusal, refusalOf, troubleOf } from './database-error.js';
import { describeEngines } from '../../../test/support/describe-api.js';

const TABLES = [
  'CREATE TABLE parent (id int NOT NULL PRIMARY KEY)',
  `CREATE TABLE child (
     id int NOT NULL PRIMARY KEY, code varchar(3) NOT NULL, name varchar(20), parent int,
     CONSTRAINT uniq_code UNIQUE (code),
     CONSTRAINT ca_child_parent FOREIGN KEY (parent) REFERENCES parent (id))`,
  'INSERT INTO parent VALUES (1), (2)',
  "INSERT INTO child VALUES (1, 'A', 'x', 1)",
];

describeEngines('refusals', (engine) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await openEngine(engine);
    for (const sql of TABLES) await opened.database.transaction((c) => c.run(sql));
  });
  afterAll(() => opened.close());

  it('name a reference to nothing', async () => {
    expect(await refusal("INSERT INTO child VALUES (2, 'B', NULL, 9)")).toEqual({
      kind: 'missing-reference',
      ...(engine === 'mysql' && { column: 'parent' }),
    });
  });

  it('tell that other rows point to one', async () => {
    const kind = engine === 'mysql' ? 'still-referenced' : 'missing-reference';
    expect(await refusal('DELETE FROM parent WHERE id = 1')).toEqual({ kind });
  });

  it('name a taken unique key', async () => {
    expect(await refusal("INSERT INTO child VALUES (2, 'A', NULL, 1)")).toEqual({
      kind: 'duplicate',
      ...(engine === 'mysql' ? { key: 'uniq_code' } : { columns: ['code'] }),
    });
  });

  it('name a taken primary key', async () => {
    expect(await refusal("INSERT INTO child VALUES (1, 'B', NULL, 1)")).toEqual({
      kind: 'duplicate',
      ...(engine === 'mysql' ? { key: 'PRIMARY' } : { columns: ['id'] }),
    });
  });

  it('name a column without its value', async () => {
    expect(await refusal('INSERT INTO child (id, code) VALUES (2, NULL)')).toEqual({
      kind: 'bad-value',
      column: 'code',
    });
  });

  it('are none for a wrong statement', async () => {
    await expect(
      opened.database.transaction((c) => c.run('INSERT INTO nowhere VALUES (1)')),
    ).rejects.toSatisfy((error) => refusalOf(error) === null);
  });

  if (engine === 'mysql') {
    it.each([
      ["INSERT INTO child VALUES (2, 'LONG', NULL, 1)", 'code'],
      ["INSERT INTO child VALUES ('x', 'B', NULL, 1)", 'id'],
      ["INSERT INTO child VALUES (99999999999, 'B', NULL, 1)", 'id'],
      ['INSERT INTO child (id) VALUES (2)', 'code'],
    ])('name the column of %s', async (sql, column) => {
      expect(await refusal(sql)).toEqual({ kind: 'bad-value', column });
    });
  }

  async function refusal(sql: string): Promise<Refusal | null> {
    try {
      await opened.database.transaction((connection) => connection.run(sql));
    } catch (error) {
      return refusalOf(error);
    }
    throw new Error('It was not refused');
  }
});

describe('what is no refusal', () => {
  it.each([null, undefined, 'text', {}, new Error('x'), { errno: 2013 }, { code: 'ECONNRESET' }])(
    '%j',
    (error) => {
      expect(refusalOf(error)).toBeNull();
    },
  );

  it.each([
    [{ errno: 1205 }],
    [{ errno: 1213 }],
    [{ errno: 1020 }],
    [{ code: 'SQLITE_BUSY' }],
    [{ code: 'SQLITE_BUSY_SNAPSHOT' }],
  ])('%j is a conflict', (error) => {
    expect(refusalOf(error)).toEqual({ kind: 'conflict' });
  });

  it.each([167, 1467])('number %i says that the keys are used up', (errno) => {
    expect(refusalOf({ errno })).toEqual({ kind: 'no-more-keys' });
  });

  it('reads the names of MySQL 8', () => {
    const message = "Duplicate entry 'A' for key 'child.uniq_code'";
    expect(refusalOf({ errno: 1062, message })).toEqual({ kind: 'duplicate', key: 'uniq_code' });
  });
});

describe('a database', () => {
  it.each([
    [{ code: 'ECONNREFUSED', errno: -111 }, 'unavailable'],
    [{ code: 'PROTOCOL_CONNECTION_LOST' }, 'unavailable'],
    [{ code: 'ER_CON_COUNT_ERROR', errno: 1040 }, 'unavailable'],
    [{ code: 'ER_LOCK_DEADLOCK', errno: 1213 }, 'unavailable'],
    [{ code: 'SQLITE_BUSY' }, 'unavailable'],
    [Object.assign(new Error('closed state'), { fatal: true }), 'unavailable'],
    [{ code: 'ER_STATEMENT_TIMEOUT', errno: 1969 }, 'too-long'],
    [{ code: 'ER_QUERY_TIMEOUT', errno: 3024 }, 'too-long'],
    [{ code: 'SQLITE_FULL' }, 'full'],
    [{ code: 'ENOSPC', errno: -28 }, 'full'],
    [{ errno: 1114 }, 'full'],
    [{ errno: 1021 }, 'full'],
    [
      { errno: 1030, message: 'Got error 28 "No space left on device" from storage engine' },
      'full',
    ],
    [{ errno: 1030, message: 'Got error 2800 from storage engine' }, null],
    [{ errno: 1267 }, 'incomparable'],
    [{ errno: 1436 }, 'hard-pattern'],
    [{ code: 'ER_DUP_ENTRY', errno: 1062 }, null],
    [new TypeError('x is undefined'), null],
    [null, null],
  ])('that answers %j is in trouble: %s', (error, trouble) => {
    expect(troubleOf(error)).toBe(trouble);
  });
});
