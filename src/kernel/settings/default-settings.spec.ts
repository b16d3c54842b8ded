import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeEngines } from '../../../test/support/describe-api.js';
import { openEngine, type TestDatabase } from '../../../test/support/databases.js';
import { TableVersions } from '../database/table-versions.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import type { Transaction } from '../database/transaction.js';
import { DefaultSettings } from './default-settings.js';

describeEngines('default settings', (engine) => {
  let opened: TestDatabase;
  let units: UnitOfWork;
  let settings: DefaultSettings;
  beforeAll(async () => {
    opened = await openEngine(engine);
    const versions = new TableVersions();
    units = new UnitOfWork(opened.database, versions);
    settings = new DefaultSettings(opened.database, versions);
    await units.run((t) => t.run('CREATE TABLE settings (name varchar(50), properties text)'));
    await units.run((t) => t.run("INSERT INTO settings VALUES ('default', '{}')"));
  });
  afterAll(() => opened.close());

  const change = (x: number) => async (transaction: Transaction) => {
    transaction.touch('settings');
    await transaction.run('UPDATE settings SET properties = ?', [JSON.stringify({ x })]);
  };

  it('are new after a write', async () => {
    expect(await settings.read()).toEqual({});
    await units.run(change(1));
    expect(await settings.read()).toEqual({ x: 1 });
  });

  it('of an enclosing unit of work are its own until it commits', async () => {
    const failing = units.enclose(async () => {
      await units.run(change(2));
      expect(await settings.read()).toEqual({ x: 2 });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await settings.read()).toEqual({ x: 1 });
    await units.enclose(() => units.run(change(3)));
    expect(await settings.read()).toEqual({ x: 3 });
  });

  if (engine === 'mysql') {
    it('are there for those who have all connections while others wait for one', async () => {
      const others: Promise<unknown>[] = [];
      let entered = 0;
      await units.run(change(4));
      const reading = Array.from({ length: 20 }, () =>
        units.enclose(async () => {
          entered += 1;
          await vi.waitFor(() => expect(others).toHaveLength(1), 5000);
          return settings.read();
        }),
      );
      await vi.waitFor(() => expect(entered).toBe(20), 5000);
      others.push(settings.read());
      expect(new Set((await Promise.all(reading)).map(({ x }) => x))).toEqual(new Set([4]));
      expect(await others[0]).toEqual({ x: 4 });
    });
  }
});
