import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Logger } from '@nestjs/common';
import { AsyncLocalStorage } from 'node:async_hooks';
import { describeEngines } from '../../../test/support/describe-api.js';
import { openEngine, type TestDatabase } from '../../../test/support/databases.js';
import { TableVersions } from './table-versions.js';
import { UnitOfWork } from './unit-of-work.js';
import type { Transaction } from './transaction.js';

/** Runs what belongs to no unit of work, wherever it is called. */
const outside = AsyncLocalStorage.snapshot();

describeEngines('unit of work', (engine) => {
  let opened: TestDatabase;
  let versions: TableVersions;
  let units: UnitOfWork;
  beforeAll(async () => {
    opened = await openEngine(engine);
    versions = new TableVersions();
    units = new UnitOfWork(opened.database, versions);
    await units.run((t) => t.run('CREATE TABLE t (id int NOT NULL PRIMARY KEY, value int)'));
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    await units.run((t) => t.run('DELETE FROM t'));
    await units.run((t) => t.run('INSERT INTO t VALUES (1, 0), (2, 0)'));
  });

  it('keeps what it did, and answers', async () => {
    const answer = await units.run(async (t) => {
      await t.run('INSERT INTO t VALUES (?, ?)', [3, 30]);
      return 'done';
    });
    expect(answer).toBe('done');
    expect(await values()).toEqual([0, 0, 30]);
  });

  it('leaves nothing of what failed, and throws what was thrown', async () => {
    const refused = new Error('no');
    const attempt = units.run(async (t) => {
      await t.run('UPDATE t SET value = 9');
      throw refused;
    });
    await expect(attempt).rejects.toBe(refused);
    expect(await values()).toEqual([0, 0]);
  });

  it('lives on after a statement that failed', async () => {
    await expect(units.run((t) => t.run('INSERT INTO t VALUES (1, 1)'))).rejects.toThrow();
    await units.run((t) => t.run('UPDATE t SET value = 5 WHERE id = 1'));
    expect(await values()).toEqual([5, 0]);
  });

  it('shows its writes to itself, and to others after the commit', async () => {
    await units.run(async (t) => {
      await t.run('UPDATE t SET value = 7');
      expect(await t.rows('SELECT value FROM t')).toEqual([[7], [7]]);
      expect(await values()).toEqual([0, 0]);
    });
    expect(await values()).toEqual([7, 7]);
  });

  it('loses none of many parallel writes', async () => {
    const lock = engine === 'mysql' ? ' FOR UPDATE' : '';
    const add = () =>
      units.run(async (t) => {
        const [row] = await t.rows(`SELECT value FROM t WHERE id = 1${lock}`);
        await t.run('UPDATE t SET value = ? WHERE id = 1', [Number(row?.[0]) + 1]);
      });
    await Promise.all(Array.from({ length: 40 }, add));
    expect(await values()).toEqual([40, 0]);
  });

  it('runs again from the start after a conflict', async () => {
    const attempts: string[] = [];
    const followed = vi.fn();
    await units.run(async (t) => {
      attempts.push('begun');
      t.afterCommit(followed);
      await t.run('UPDATE t SET value = value + 1 WHERE id = 1');
      if (attempts.length < 3) throw conflict();
    });
    expect(attempts).toHaveLength(3);
    expect(followed).toHaveBeenCalledTimes(1);
    expect(await values()).toEqual([1, 0]);
  });

  it('gives up after ten conflicts, and says which', async () => {
    const work = vi.fn(() => Promise.reject(conflict()));
    await expect(units.run(work)).rejects.toMatchObject(conflict());
    expect(work).toHaveBeenCalledTimes(10);
  });

  it('does not repeat any other failure', async () => {
    const work = vi.fn(() => Promise.reject(new Error('no')));
    await expect(units.run(work)).rejects.toThrow('no');
    expect(work).toHaveBeenCalledTimes(1);
  });

  if (engine === 'mysql') {
    it('settles a deadlock', async () => {
      const begun = { first: deferred(), second: deferred() };
      const attempts = { first: 0, second: 0 };
      const crossing =
        (own: 'first' | 'second', other: 'first' | 'second', ids: readonly [number, number]) =>
        async (t: Transaction) => {
          attempts[own] += 1;
          await t.run('UPDATE t SET value = value + 1 WHERE id = ?', [ids[0]]);
          begun[own].resolve();
          await begun[other].promise;
          await t.run('UPDATE t SET value = value + 1 WHERE id = ?', [ids[1]]);
        };
      await Promise.all([
        units.run(crossing('first', 'second', [1, 2])),
        units.run(crossing('second', 'first', [2, 1])),
      ]);
      expect(attempts.first + attempts.second).toBeGreaterThan(2);
      expect(await values()).toEqual([2, 2]);
    });
  }

  describe('after the commit', () => {
    it('does what was asked for, in order, before the caller goes on', async () => {
      const order: string[] = [];
      await units.run(async (t) => {
        t.afterCommit(async () => {
          await Promise.resolve();
          order.push(`first sees ${String(await values())}`);
        });
        t.afterCommit(() => {
          order.push('second');
        });
        await t.run('UPDATE t SET value = 4');
        order.push('work');
      });
      order.push('caller');
      expect(order).toEqual(['work', 'first sees 4,4', 'second', 'caller']);
    });

    it('does nothing when the work failed', async () => {
      const followed = vi.fn();
      const attempt = units.run(async (t) => {
        t.afterCommit(followed);
        await t.run('INSERT INTO t VALUES (1, 1)');
      });
      await expect(attempt).rejects.toThrow();
      expect(followed).not.toHaveBeenCalled();
    });

    it('tells the caller of no failure, for the work is kept', async () => {
      const logged = vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
      const followed = vi.fn();
      await units.run(async (t) => {
        t.afterCommit(() => Promise.reject(new Error('no mail')));
        t.afterCommit(followed);
        await t.run('UPDATE t SET value = 6');
      });
      expect(await values()).toEqual([6, 6]);
      expect(followed).toHaveBeenCalledTimes(1);
      expect(logged).toHaveBeenCalledTimes(1);
    });
  });

  describe('versions of tables', () => {
    it('count commits, not attempts nor rollbacks', async () => {
      const before = versions.of('t');
      let attempts = 0;
      await units.run(async (t) => {
        t.touch('t', 'u');
        if (++attempts < 2) throw conflict();
        await t.run('UPDATE t SET value = 1');
      });
      expect(versions.of('t')).toBe(before + 1);
      const failed = units.run(async (t) => {
        t.touch('t');
        throw new Error('no');
      });
      await expect(failed).rejects.toThrow();
      expect(versions.of('t')).toBe(before + 1);
    });

    it('are new before anything follows the commit', async () => {
      const before = versions.of('t');
      await units.run(async (t) => {
        t.touch('t');
        t.afterCommit(() => expect(versions.of('t')).toBe(before + 1));
      });
      expect.assertions(1);
    });
  });

  describe('that encloses others', () => {
    it('is one transaction with them', async () => {
      await units.enclose(async (outer) => {
        await outer.run('UPDATE t SET value = 1 WHERE id = 1');
        await units.run(async (t) => {
          expect(await t.rows('SELECT value FROM t WHERE id = 1')).toEqual([[1]]);
          await units.run((inner) => inner.run('UPDATE t SET value = 2 WHERE id = 2'));
        });
        expect(await committed()).toEqual([0, 0]);
      });
      expect(await committed()).toEqual([1, 2]);
    });

    it('leaves nothing of them when it fails', async () => {
      const attempt = units.enclose(async () => {
        await units.run((t) => t.run('UPDATE t SET value = 3'));
        throw new Error('no');
      });
      await expect(attempt).rejects.toThrow('no');
      expect(await values()).toEqual([0, 0]);
    });

    it('goes on without the one that failed, on every level', async () => {
      const failing = (value: number) =>
        units.run(async (t) => {
          await t.run('UPDATE t SET value = ?', [value]);
          throw new Error('refused');
        });
      await units.enclose(async () => {
        await units.run((t) => t.run('UPDATE t SET value = 1 WHERE id = 1'));
        await expect(failing(7)).rejects.toThrow('refused');
        await units.run(async (t) => {
          await t.run('UPDATE t SET value = 2 WHERE id = 2');
          await expect(failing(8)).rejects.toThrow('refused');
          await expect(failing(9)).rejects.toThrow('refused');
        });
      });
      expect(await values()).toEqual([1, 2]);
    });

    it('lets those take turns that begin together', async () => {
      const order: string[] = [];
      const writing = (name: string, id: number, fails: boolean) =>
        units.run(async (t) => {
          order.push(`${name} begins`);
          await t.run('UPDATE t SET value = value + 1 WHERE id = ?', [id]);
          await units.run((inner) => inner.rows('SELECT 1'));
          order.push(`${name} ends`);
          if (fails) throw new Error('no');
        });
      const settled = await units.enclose(() =>
        Promise.allSettled([writing('a', 1, true), writing('b', 2, false), writing('c', 1, false)]),
      );
      expect(settled.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
      expect(order).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
      expect(await values()).toEqual([1, 1]);
    });

    it('shows its writes to every read inside of it, and to no other', async () => {
      const [inside] = await Promise.all([
        units.enclose(async () => {
          await units.run((t) => t.run('UPDATE t SET value = 5'));
          expect(await committed()).toEqual([0, 0]);
          return [await values(), await batches()];
        }),
        units.run((t) => t.rows('SELECT 1')),
      ]);
      expect(inside).toEqual([
        [5, 5],
        [5, 5],
      ]);
    });

    it('is repeated as a whole after a conflict of one of them, even a swallowed one', async () => {
      for (const swallows of [false, true]) {
        const attempts: string[] = [];
        const followed = vi.fn();
        await units.enclose(async () => {
          attempts.push('begun');
          await units.run(async (t) => {
            t.afterCommit(followed);
            await t.run('UPDATE t SET value = value + 1 WHERE id = 1');
          });
          const last = units.run(() => {
            if (attempts.length < 3) throw conflict();
            return Promise.resolve();
          });
          if (!swallows) return last;
          await last.catch(() => undefined);
          if (attempts.length > 2) return;
          const further = units.run((t) => t.run('UPDATE t SET value = 99'));
          await expect(further).rejects.toMatchObject(conflict());
          throw new Error('what followed from it');
        });
        expect(attempts).toHaveLength(3);
        expect(followed).toHaveBeenCalledTimes(1);
      }
      expect(await values()).toEqual([2, 0]);
    });

    it('does after its own commit what they asked for, unless they failed', async () => {
      const order: string[] = [];
      const before = versions.of('t');
      await units.enclose(async (outer) => {
        outer.afterCommit(() => void order.push('outer'));
        await units.run(async (t) => {
          t.touch('t');
          t.afterCommit(async () => {
            order.push(`inner sees ${String(await committed())}`);
            await units.run((own) => own.run('UPDATE t SET value = 7 WHERE id = 2'));
          });
          await t.run('UPDATE t SET value = 6 WHERE id = 1');
        });
        const failing = units.run(async (t) => {
          t.afterCommit(() => void order.push('never'));
          return Promise.reject(new Error('no'));
        });
        await expect(failing).rejects.toThrow('no');
        order.push('work');
        expect(versions.of('t')).toBe(before);
      });
      expect(order).toEqual(['work', 'outer', 'inner sees 6,0']);
      expect(versions.of('t')).toBe(before + 1);
      expect(await values()).toEqual([6, 7]);
    });

    it('joins one that is open already', async () => {
      const attempt = units.enclose(async () => {
        await units.enclose(() => units.run((t) => t.run('UPDATE t SET value = 4')));
        throw new Error('no');
      });
      await expect(attempt).rejects.toThrow('no');
      expect(await values()).toEqual([0, 0]);
    });

    it('has no part in what outlives it, nor in what runs beside it', async () => {
      const gate = deferred();
      let late: Promise<unknown> = Promise.resolve();
      const enclosing = units.enclose(async () => {
        late = gate.promise.then(() => units.run((t) => t.run('UPDATE t SET value = 1')));
        await units.run((t) => t.rows('SELECT 1'));
        throw new Error('no');
      });
      const beside = units.run((t) => t.run('UPDATE t SET value = 2 WHERE id = 2'));
      await expect(enclosing).rejects.toThrow('no');
      await beside;
      expect(await values()).toEqual([0, 2]);
      gate.resolve();
      await late;
      expect(await values()).toEqual([1, 1]);
    });
  });

  function conflict(): Error {
    const own = engine === 'mysql' ? { errno: 1213 } : { code: 'SQLITE_BUSY' };
    return Object.assign(new Error('conflict'), own);
  }

  async function values(): Promise<unknown[]> {
    return (await opened.database.rows('SELECT value FROM t ORDER BY id')).flat();
  }

  async function batches(): Promise<unknown[]> {
    const all: unknown[] = [];
    for await (const batch of opened.database.batches('SELECT value FROM t ORDER BY id')) {
      all.push(...batch.flat());
    }
    return all;
  }

  /** What others see, also from within a unit of work that encloses the call. */
  function committed(): Promise<unknown[]> {
    return outside(() => values());
  }
});

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
