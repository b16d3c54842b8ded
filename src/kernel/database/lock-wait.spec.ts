import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEngines } from '../../../test/support/describe-api.js';
import { openEngine, type TestDatabase } from '../../../test/support/databases.js';
import type { Connection } from './connection.js';
import { isLockTimeout, waitingBriefly } from './lock-wait.js';

describeEngines('waiting briefly', (engine) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await openEngine(engine);
    await opened.database.transaction((connection) =>
      connection.run('CREATE TABLE t (id int NOT NULL PRIMARY KEY)'),
    );
  });
  afterAll(() => opened.close());

  const insert = (connection: Connection, id: number) =>
    waitingBriefly(connection, () => connection.run('INSERT INTO t VALUES (?)', [id]));

  it('does the work, and throws what it throws', async () => {
    await opened.database.transaction((connection) => insert(connection, 1));
    const again = opened.database.transaction((connection) => insert(connection, 1));
    await expect(again).rejects.toSatisfy((error) => !isLockTimeout(error));
    expect(await opened.database.rows('SELECT id FROM t')).toEqual([[1]]);
  });

  if (engine === 'mysql') {
    it('gives up, and leaves the time of the connection as it was', async () => {
      const timeout = async (connection: Connection) =>
        (await connection.rows('SELECT @@SESSION.innodb_lock_wait_timeout'))[0]?.[0];
      await opened.database.transaction(async (first) => {
        await first.run('INSERT INTO t VALUES (2)');
        await opened.database.transaction(async (second) => {
          await second.run('SET SESSION innodb_lock_wait_timeout = 77');
          await expect(insert(second, 2)).rejects.toSatisfy(isLockTimeout);
          expect(await timeout(second)).toBe(77);
          await insert(second, 3);
          expect(await timeout(second)).toBe(77);
          await second.run('SET SESSION innodb_lock_wait_timeout = DEFAULT');
        });
      });
      expect(await opened.database.rows('SELECT id FROM t ORDER BY id')).toEqual([[1], [2], [3]]);
    });
  }
});

it('is no name for a deadlock or any other error', () => {
  for (const error of [{ errno: 1213 }, { errno: 1062 }, { code: 'SQLITE_BUSY' }, null, 'x']) {
    expect(isLockTimeout(error)).toBe(false);
  }
  expect(isLockTimeout({ errno: 1205 })).toBe(true);
});
