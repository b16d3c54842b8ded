import { describe, expect, it } from 'vitest';
import { MYSQL, SQLITE } from './dialect.js';
import { GuardedDatabase } from './libsql.js';

describe('names', () => {
  it('are quoted so that no name ends early', () => {
    expect(MYSQL.quote('a`b')).toBe('`a``b`');
    expect(SQLITE.quote('a"b')).toBe('"a""b"');
  });

  it('compare as they are on MySQL', () => {
    for (const comparison of ['text', 'code', 'number', 'time'] as const) {
      expect(MYSQL.operand('x', comparison)).toBe('`x`');
      expect(MYSQL.value('ÁB', comparison)).toBe('ÁB');
    }
  });

  it('compare folded on the embedded engine, codes in their own column', () => {
    expect(SQLITE.operand('x', 'text')).toBe('"x__fold"');
    expect(SQLITE.value('ÁB ', 'text')).toBe('ab');
    expect(SQLITE.operand('x', 'code')).toBe('"x"');
    expect(SQLITE.value('ÁB ', 'code')).toBe('ab');
    expect(SQLITE.value(null, 'text')).toBeNull();
    expect(SQLITE.value(5, 'number')).toBe(5);
  });
});

describe('patterns', () => {
  it('see lower case on MySQL, and a backslash means itself', () => {
    expect(MYSQL.like('x', 'text', 'a\\b|%')).toEqual({
      text: "LOWER(`x`) LIKE LOWER(?) ESCAPE '|'",
      value: 'a\\b||%',
    });
  });

  it('see folded texts on the embedded engine, which looks for what is wanted anywhere', () => {
    expect(SQLITE.like('x', 'text', 'Á\\b|%')).toEqual({
      text: '"x__fold" LIKE ?',
      value: 'a\\b|%',
    });
    expect(SQLITE.like('x', 'text', '%Áb %')).toEqual({
      text: 'instr("x__fold", ?) > 0',
      value: 'ab ',
    });
    expect(SQLITE.like('x', 'text', '%a_b%').text).toBe('"x__fold" LIKE ?');
    expect(SQLITE.like('x', 'code', '%AB%')).toEqual({ text: '"x" LIKE ?', value: '%ab%' });
  });

  it.each([
    [12, '12'],
    [12.5, '12.5'],
    [-3, '-3'],
    [0, '0'],
  ])('see the number %d as %s on the embedded engine', (number, text) => {
    const { text: condition, value } = SQLITE.like('x', 'number', text);
    expect(value).toBe(text);
    expect(embedded(condition.replace('LIKE ?', `= '${text}'`), number)).toBe(1);
  });
});

describe('numbers in texts', () => {
  it.each([
    ['12abc', 12, 0],
    ['007', 7, 1],
    ['abc', 0, 0],
    ['', 0, 0],
    ['-5', -5, 0],
  ])('%j begins with %i', (text, number, isDigits) => {
    expect(embedded(SQLITE.asInteger('x'), text)).toBe(number);
    expect(embedded(SQLITE.isDigits('x'), text)).toBe(isDigits);
  });
});

describe('locks', () => {
  it('are wanted where writers do not queue', () => {
    expect(MYSQL.forUpdate).toBe(' FOR UPDATE');
    expect(SQLITE.forUpdate).toBe('');
  });
});

/** What the embedded engine makes of an expression over a column `x`. */
function embedded(expression: string, x: string | number): unknown {
  const database = new GuardedDatabase(':memory:');
  database.exec(`CREATE TABLE t (x ${typeof x === 'number' ? 'double' : 'text'})`);
  database.statement('INSERT INTO t VALUES (?)').run(x);
  const [row] = database.statement(`SELECT ${expression} FROM t`).raw().all() as unknown[][];
  database.close();
  return row?.[0];
}
