import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GuardedDatabase } from './libsql.js';

/** Each of these, bound without the guard, ends the process or stores what nobody meant. */
const BAD: readonly (readonly [string, unknown])[] = [
  ['an object', { a: 1 }],
  ['an empty object', {}],
  ['a list', [[1]]],
  ['a date', new Date(0)],
  ['a map', new Map()],
  ['a typed array', new Uint8Array(1)],
  ['a text object', new String('x')],
  ['a function', () => 1],
  ['a symbol', Symbol('x')],
  ['no number', NaN],
  ['an infinite number', -Infinity],
];

const METHODS = ['run', 'get', 'all', 'iterate'] as const;

describe('guarded driver', () => {
  let database: GuardedDatabase;
  beforeEach(() => {
    database = new GuardedDatabase(':memory:');
    database.exec('CREATE TABLE t (a, b)');
  });
  afterEach(() => database.close());

  describe.each(METHODS)('%s', (method) => {
    it.each(BAD)('refuses %s as the only value', (_name, value) => {
      const statement = database.statement('INSERT INTO t (a) VALUES (?) RETURNING a');
      expect(() => statement[method](value)).toThrow(TypeError);
      expect(() => statement[method]([value])).toThrow(TypeError);
      expect(rows()).toEqual([]);
    });

    it.each(BAD)('refuses %s among others', (_name, value) => {
      const statement = database.statement('INSERT INTO t (a, b) VALUES (?, ?) RETURNING a');
      expect(() => statement[method](1, value)).toThrow(TypeError);
      expect(() => statement[method]([value, 'x'])).toThrow(TypeError);
      expect(rows()).toEqual([]);
    });

    it('takes truth values as numbers and nothing as NULL', () => {
      const statement = database.statement('SELECT ? AS a, ? AS b, ? AS c');
      const result = statement[method](true, false, undefined);
      if (method === 'run') return;
      const row: unknown = method === 'get' ? result : [...(result as Iterable<unknown>)][0];
      expect(row).toMatchObject({ a: 1, b: 0, c: null });
    });

    it('takes one truth value alone', () => {
      expect(() => database.statement('SELECT ?')[method](true)).not.toThrow();
    });
  });

  it('keeps every value that a column can hold', () => {
    const values = ['ñ😀', 1, -1.5, null, 9007199254740991];
    const insert = database.statement('INSERT INTO t (a) VALUES (?)');
    for (const value of values) insert.run(value);
    expect(rows()).toEqual(values.map((a) => ({ a, b: null })));
  });

  it('says that a statement is wrong, and lives on', () => {
    expect(() => database.statement('SELEC 1')).toThrow(/syntax/);
    expect(rows()).toEqual([]);
  });

  function rows(): unknown[] {
    return database.statement('SELECT a, b FROM t ORDER BY rowid').all();
  }
});
