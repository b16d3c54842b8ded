import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeEngines } from '../../../test/support/describe-api.js';
import { openEngine, type TestDatabase } from '../../../test/support/databases.js';
import { TableVersions } from '../../kernel/database/table-versions.js';
import { UnitOfWork } from '../../kernel/database/unit-of-work.js';
import { Code, GeneratedKey, Integer, Model } from '../registry/decorators.js';
import { Registry } from '../registry/registry.js';
import { createSchemaMigration } from '../schema/create-schema.migration.js';
import { KeyAllocation } from './key-allocation.js';

@Model({ name: 'Ticket', resource: 'tickets', table: 'ticket', description: 'A ticket' })
class Ticket {
  @Code(20, 'Code', { key: true })
  code!: string;

  @Integer('Number')
  number!: number | null;
}

@Model({ name: 'Shelf', resource: 'shelves', table: 'shelf', description: 'A shelf' })
class Shelf {
  @Code(2, 'Code', { key: true })
  code!: string;
}

@Model({ name: 'Counter', resource: 'counters', table: 'counter', description: 'A counter' })
class Counter {
  @GeneratedKey('Number')
  id!: number;
}

const registry = new Registry([Ticket, Shelf, Counter]);
const tickets = registry.of(Ticket);

describeEngines('key allocation', (engine) => {
  let opened: TestDatabase;
  let units: UnitOfWork;
  const keys = new KeyAllocation();
  beforeAll(async () => {
    opened = await openEngine(engine, {
      entities: [],
      migrations: [createSchemaMigration(registry)],
    });
    units = new UnitOfWork(opened.database, new TableVersions());
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    await units.run((t) => t.run('DELETE FROM ticket'));
  });

  it('begins with 1', async () => {
    expect(await next('code')).toBe(1);
    expect(await next('number')).toBe(1);
  });

  it('goes on after the highest number, whoever wrote it', async () => {
    await insert(['7', 70], ['12', 5], ['9', null]);
    expect(await next('code')).toBe(13);
    expect(await next('number')).toBe(71);
  });

  it('does not count texts that are more than digits, nor negative numbers', async () => {
    await insert(
      ['50A', null],
      ['A60', null],
      ['-70', -3],
      ['8.5', null],
      ['3', null],
      [' 99', null],
    );
    expect(await next('code')).toBe(4);
    await insert(['99999999999999999999', null], ['9007199254740993', null]);
    expect(await next('code')).toBe(4);
    expect(await next('number')).toBe(1);
  });

  it('goes on below the last number that there is when somebody took that', async () => {
    const last = '999999999999999';
    await insert(['7', 2147483647], ['12', 5], [last, null]);
    expect(await next('code')).toBe(13);
    expect(await next('number')).toBe(6);
    await insert(['13', 6], ['999999999999998', 2147483646]);
    expect(await next('code')).toBe(14);
    expect(await next('number')).toBe(7);
  });

  it('counts to the last number of a short column, then uses what is free', async () => {
    const rows = Array.from({ length: 98 }, (_, index) => `('${index + 2}')`).join(', ');
    await units.run((t) => t.run(`INSERT INTO shelf (code) VALUES ${rows}`));
    expect(await nextShelf()).toBe(1);
    await units.run((t) => t.run("INSERT INTO shelf (code) VALUES ('1')"));
    await expect(nextShelf()).rejects.toThrow('no-more-numbers');
  });

  it('gives out nothing twice, however many ask at once', async () => {
    await Promise.all(
      Array.from({ length: 30 }, () =>
        units.run(async (t) => {
          const number = await keys.next(tickets, 'code', t);
          await t.run('INSERT INTO ticket (code, number) VALUES (?, ?)', [String(number), number]);
        }),
      ),
    );
    const codes = (await opened.database.rows('SELECT number FROM ticket ORDER BY number')).flat();
    expect(codes).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  });

  it('gives a number out again when the one who had it rolled back', async () => {
    const failing = units.run(async (t) => {
      expect(await keys.next(tickets, 'code', t)).toBe(1);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await next('code')).toBe(1);
  });

  function next(column: string): Promise<number> {
    return units.run((t) => keys.next(tickets, column, t));
  }

  function nextShelf(): Promise<number> {
    return units.run((t) => keys.next(registry.of(Shelf), 'code', t));
  }

  async function insert(...rows: readonly [string, number | null][]): Promise<void> {
    await units.run(async (t) => {
      for (const row of rows) await t.run('INSERT INTO ticket (code, number) VALUES (?, ?)', row);
    });
  }
});
