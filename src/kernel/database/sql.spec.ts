import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeEngines } from '../../../test/support/describe-api.js';
import { openEngine, type TestDatabase } from '../../../test/support/databases.js';
import type { RunResult } from './connection.js';
import { MYSQL, SQLITE } from './dialect.js';
import {
  caseOf,
  exact,
  FOR_UPDATE,
  INSERT_IGNORE,
  join,
  literal,
  NOTHING,
  sql,
  union,
  type Sql,
  type SqlPart,
} from './sql.js';
import {
  aliased,
  asFlag,
  asNumber,
  asNumberOrNull,
  asText,
  asTextOrNull,
  columnOf,
  freeText,
  namedTable,
  overwrite,
  plainCode,
  select,
} from './sql-table.js';
import { TableVersions } from './table-versions.js';
import { UnitOfWork } from './unit-of-work.js';

const BOOKS = namedTable('book', {
  id: asNumber,
  title: freeText,
  shelf: plainCode,
  secret: asText,
  lent: asFlag,
  pages: asNumberOrNull,
});
const b = aliased(BOOKS, 'b');

const on = (statement: Sql<unknown>) => {
  const [mysql, sqlite] = [MYSQL, SQLITE].map((dialect) => {
    const { text, values } = statement.render(dialect);
    return [text, values];
  });
  return { mysql, sqlite };
};

describe('a template', () => {
  it('binds what is no fragment, and quotes names for each engine', () => {
    expect(on(sql`SELECT ${BOOKS.id} FROM ${BOOKS} WHERE ${BOOKS.pages} > ${5}`)).toEqual({
      mysql: ['SELECT `id` FROM `book` WHERE `pages` > ?', [5]],
      sqlite: ['SELECT "id" FROM "book" WHERE "pages" > ?', [5]],
    });
    expect(on(sql`${b} ${b.id} ${null} ${true} ${false} ${'x'}`).mysql).toEqual([
      '`book` b b.`id` ? ? ? ?',
      [null, 1, 0, 'x'],
    ]);
  });

  it('takes fragments in fragments, with their values in the order of their places', () => {
    const inner = sql`${b.id} = ${1} OR ${sql`${b.pages} < ${2}`}`;
    const outer = sql`SELECT ${'a'} FROM ${b} WHERE (${inner}) AND ${b.pages} > ${3}`;
    expect(on(outer).sqlite).toEqual([
      'SELECT ? FROM "book" b WHERE (b."id" = ? OR b."pages" < ?) AND b."pages" > ?',
      ['a', 1, 2, 3],
    ]);
  });

  it('is the same however often it is rendered, and wherever it stands', () => {
    const condition = BOOKS.title.is('Ñ');
    const first = on(condition);
    expect(on(sql`${condition} OR ${condition}`).sqlite).toEqual([
      '"title__fold" = ? OR "title__fold" = ?',
      ['n', 'n'],
    ]);
    expect(on(condition)).toEqual(first);
  });

  it('lists values, columns and fragments with commas', () => {
    const statement = sql`${[BOOKS.id, b.id]} IN (${[1, 'x', null]}) ${[sql`a`, sql`b = ${2}`]}`;
    expect(on(statement).mysql).toEqual(['`id`, b.`id` IN (?, ?, ?) a, b = ?', [1, 'x', null, 2]]);
  });

  it('refuses an empty list, where the engines would each do another thing', () => {
    expect(() => sql`x IN (${[]})`.render(MYSQL)).toThrow('nothing to list after: x IN (');
    expect(() => union([])).toThrow();
  });

  it('joins parts by other words', () => {
    const parts: SqlPart[] = [sql`a`, 1, BOOKS.id];
    expect(on(join(parts, sql` AND `)).mysql).toEqual(['a AND ? AND `id`', [1]]);
    expect(on(join([], sql` AND `)).mysql).toEqual(['', []]);
    expect(on(sql`a${NOTHING}b`).mysql).toEqual(['ab', []]);
  });

  it('has the words that each engine has of its own', () => {
    const statement = sql`${INSERT_IGNORE} ${exact(sql`x + ${1}`)}${FOR_UPDATE}`;
    expect(on(statement)).toEqual({
      mysql: ['INSERT IGNORE CAST(x + ? AS DECIMAL(40, 10)) FOR UPDATE', [1]],
      sqlite: ['INSERT OR IGNORE x + ?', [1]],
    });
    expect(on(b.title.asInteger).mysql).toEqual(['CAST(b.`title` AS unsigned)', []]);
    const cases = caseOf(BOOKS.id, [
      [1, 'a'],
      [2, 'b'],
    ]);
    expect(on(cases).sqlite).toEqual([
      'CASE "id" WHEN ? THEN ? WHEN ? THEN ? END',
      [1, 'a', 2, 'b'],
    ]);
  });

  it('writes numbers as text only where it is told so', () => {
    expect(on(sql`LIMIT ${literal(5)}`).mysql).toEqual(['LIMIT 5', []]);
    for (const number of [NaN, Infinity]) expect(() => literal(number)).toThrow(RangeError);
    expect(() => literal('1; DROP TABLE book' as unknown as number)).toThrow(RangeError);
  });
});

describe('a column', () => {
  it('compares by the folded twin of a text, by itself elsewhere', () => {
    expect(on(b.title.is('Ñandú '))).toEqual({
      mysql: ['b.`title` = ?', ['Ñandú ']],
      sqlite: ['b."title__fold" = ?', ['nandu']],
    });
    expect(on(b.shelf.in(['Á1', 'b'])).sqlite).toEqual(['b."shelf" IN (?, ?)', ['a1', 'b']]);
    expect(on(b.secret.is('Á')).sqlite).toEqual(['b."secret" = ?', ['Á']]);
    expect(on(sql`${BOOKS.title.operand} LIKE '%.%'`).sqlite).toEqual([
      `"title__fold" LIKE '%.%'`,
      [],
    ]);
  });

  it('is nothing by IS NULL, and one of no values never', () => {
    expect(on(b.title.is(null)).sqlite).toEqual(['b."title" IS NULL', []]);
    expect(on(b.pages.in([])).mysql).toEqual(['1 = 0', []]);
  });

  it('compares values as they are stored', () => {
    expect(on(b.lent.is(true)).mysql).toEqual(['b.`lent` = ?', [1]]);
    expect(on(columnOf(b, 'title').is(1)).sqlite).toEqual(['b."title__fold" = ?', ['1']]);
    expect(() => columnOf(b, 'title').is({})).toThrow(TypeError);
  });

  it('is set together with its twin', () => {
    expect(on(sql`${BOOKS.title.set('É')}`)).toEqual({
      mysql: ['`title` = ?', ['É']],
      sqlite: ['"title" = ?, "title__fold" = ?', ['É', 'e']],
    });
    expect(on(sql`${BOOKS.title.set(null)}`).sqlite?.[1]).toEqual([null, null]);
    expect(on(b.title.withTwin).sqlite).toEqual(['b."title", b."title__fold"', []]);
    expect(on(b.title.withTwin).mysql).toEqual(['b.`title`', []]);
  });
});

describe('names', () => {
  it('of tables and columns can not end early', () => {
    const evil = namedTable('a`b"c', { 'x`; DROP TABLE y; -- "': asText }, 'e');
    const column = columnOf(evil, 'x`; DROP TABLE y; -- "');
    expect(on(sql`SELECT ${column} FROM ${evil}`)).toEqual({
      mysql: ['SELECT e.`x``; DROP TABLE y; -- "` FROM `a``b"c` e', []],
      sqlite: ['SELECT e."x`; DROP TABLE y; -- """ FROM "a`b""c" e', []],
    });
  });

  it('come from a table only', () => {
    for (const name of ['1 = 1 OR id', '__proto__', 'constructor', 'toString']) {
      expect(() => columnOf(BOOKS, name)).toThrow(`Table book has no column ${name}`);
    }
    expect(() => aliased(BOOKS, 'b; DROP TABLE book')).toThrow('is no alias');
    expect(on(sql`SELECT ${'id'} FROM ${'book; DROP TABLE book'}`).mysql).toEqual([
      'SELECT ? FROM ?',
      ['id', 'book; DROP TABLE book'],
    ]);
  });

  it('of any column go with those of the table itself', () => {
    const table = namedTable('t', { name: asText, render: asText, alias: asText });
    expect(on(sql`${[table.name, table.render, table.alias]} ${table}`).mysql).toEqual([
      '`name`, `render`, `alias` `t`',
      [],
    ]);
  });
});

describeEngines('templates', (engine) => {
  let opened: TestDatabase;
  let versions: TableVersions;
  let units: UnitOfWork;
  beforeAll(async () => {
    opened = await openEngine(engine, { entities: [], migrations: [] });
    versions = new TableVersions();
    units = new UnitOfWork(opened.database, versions);
    const { dialect } = opened.database;
    const twin = dialect.keepsFolded ? ', title__fold text' : '';
    await units.run((t) =>
      t.run(
        `CREATE TABLE book (id int, title varchar(50)${twin}, shelf varchar(9), ` +
          'secret varchar(99), lent tinyint, pages int)',
      ),
    );
  });
  afterAll(() => opened.close());

  const write = (statement: Sql): Promise<RunResult> => units.run((t) => t.write(statement));

  it('write, and touch the table that they write', async () => {
    const evil = `'; DROP TABLE book; -- \\" ?`;
    await write(
      sql`INSERT INTO ${BOOKS} (${[BOOKS.id, BOOKS.secret, BOOKS.lent, BOOKS.pages]})
        VALUES ${[sql`(${[1, evil, true, null]})`, sql`(${[2, 'x', false, 7]})`]}`,
    );
    await write(sql`UPDATE ${BOOKS} SET ${BOOKS.title.set('Ñandú')} WHERE ${BOOKS.id.is(1)}`);
    expect(versions.of('book')).toBe(2);
    const { id, title, secret, lent, pages } = b;
    const query = select(
      { id, title: [title, asTextOrNull], secret, lent, pages },
      sql`FROM ${b} ORDER BY ${id}`,
    );
    expect(await opened.database.read(query)).toEqual([
      { id: 1, title: 'Ñandú', secret: evil, lent: true, pages: null },
      { id: 2, title: null, secret: 'x', lent: false, pages: 7 },
    ]);
  });

  it('find texts whatever their case and accents', async () => {
    const { database } = opened;
    for (const condition of [b.title.is('nandu '), b.title.in(['ÑANDU', 'x'])]) {
      const query = select({ id: b.id }, sql`FROM ${b} WHERE ${condition}`);
      expect(await database.read(query)).toEqual([{ id: 1 }]);
    }
  });

  it('read what each query of a union finds, and long results in batches', async () => {
    const { database } = opened;
    const ofId = (id: number) =>
      select({ pages: [b.pages, asNumber] }, sql`FROM ${b} WHERE ${b.id.is(id)}`);
    expect(await database.read(union([ofId(2), ofId(1)]))).toEqual([{ pages: 7 }, { pages: 0 }]);
    const batches: unknown[] = [];
    for await (const rows of database.stream(ofId(2))) batches.push(...rows);
    expect(batches).toEqual([{ pages: 7 }]);
    expect(await database.read(sql`SELECT ${b.id} FROM ${b} WHERE ${b.lent} = 1`)).toEqual([[1]]);
  });

  it('overwrite what differs', async () => {
    const found = sql`SELECT ${b.id} AS found_key, ${b.id} + ${10} AS found_value FROM ${b}`;
    await write(overwrite(BOOKS, BOOKS.id, BOOKS.pages, found));
    const rows = await opened.database.read(
      select({ pages: b.pages }, sql`FROM ${b} WHERE ${b.pages} IS NOT NULL`),
    );
    expect(rows).toEqual([{ pages: 12 }]);
    expect(versions.of('book')).toBe(3);
  });
});
