import { describe, expect, it } from 'vitest';
import { MYSQL, SQLITE } from './dialect.js';
import { fold } from './fold.js';
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
    expect(SQLITE.orderOperand('x', 'text')).toBe('"x__fold"');
    expect(SQLITE.orderOperand('x', 'code')).toMatch(/^replace\(.*lower\("x"\)/);
    expect(SQLITE.orderValue('A_1', 'code')).toBe(SQLITE.value('a_1', 'text'));
    expect(SQLITE.value(null, 'text')).toBeNull();
    expect(SQLITE.value(5, 'number')).toBe(5);
  });
});

describe('patterns', () => {
  it('see lower case on MySQL, and a backslash means itself', () => {
    expect(MYSQL.likeOperand('x', 'text')).toBe('LOWER(`x`)');
    expect(MYSQL.likeSuffix).toBe(" ESCAPE '|'");
    expect(MYSQL.likePattern('a\\b|%', 'text')).toBe('a\\b||%');
    expect(SQLITE.likePattern('a\\b|%', 'code')).toBe('a\\b||%');
    expect(SQLITE.likePattern('ÁB_%', 'text')).toBe('ab_%');
    expect(SQLITE.likeSuffix).toBe(" ESCAPE '|'");
  });

  it('take no letter of a text for a pattern', () => {
    expect(MYSQL.containing('5 % |_', 'text')).toBe('%5 |% |||_%');
    const found = (stored: string, text: string) => {
      const pattern = SQLITE.containing(text, 'text').replaceAll("'", "''");
      return embedded(`"x" LIKE '${pattern}'${SQLITE.likeSuffix}`, fold(stored));
    };
    expect(found('A 5 % b', '5 % B')).toBe(1);
    expect(found('A 50 b', '5%')).toBe(0);
    expect(found('a_b|c', '_B|')).toBe(1);
  });

  it('see a text as it was typed where they are told to', () => {
    const stored = '&lt;b&gt; &quot;x&quot; &#39;y&#39; & &amp;';
    expect(embedded(SQLITE.likeOperand('x', 'code', true), stored)).toBe(`<b> "x" 'y' & &amp;`);
    expect(MYSQL.likeOperand('x', 'text', true)).toContain("(`x`, '&lt;', '<')");
  });

  it.each([
    [12, '12'],
    [12.5, '12.5'],
    [-3, '-3'],
    [0, '0'],
  ])('see the number %d as %s on the embedded engine', (number, text) => {
    expect(embedded(SQLITE.likeOperand('x', 'number'), number)).toBe(text);
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
