import { describe, expect, it } from 'vitest';
import { MYSQL, SQLITE, type Like } from './dialect.js';
import { fold, foldLiteral } from './fold.js';
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
    expect(MYSQL.like('x', 'text', { text: 'a\\b|%' })).toEqual({
      text: "LOWER(`x`) LIKE LOWER(?) ESCAPE '|'",
      value: 'a\\b||%',
    });
  });

  it('see folded texts on the embedded engine, which looks for what is wanted anywhere', () => {
    expect(SQLITE.like('x', 'text', { text: 'Áb%' })).toEqual({
      text: '"x__fold" LIKE ?',
      value: 'ab%',
    });
    expect(SQLITE.like('x', 'text', { text: '%Áb %' })).toEqual({
      text: 'instr("x__fold", ?) > 0',
      value: `ab${foldLiteral(' ')}`,
    });
    expect(SQLITE.like('x', 'text', { text: '%a_b%' }).text).toBe('"x__fold" LIKE ?');
    expect(SQLITE.like('x', 'code', { text: '%AB|%' })).toEqual({
      text: `"x" LIKE ? ESCAPE '|'`,
      value: '%ab||%',
    });
  });

  it('take no letter of a text for a pattern', () => {
    const wanted = (text: string) => ({ text, isLiteral: true });
    expect(MYSQL.like('x', 'text', wanted('5 % |_')).value).toBe('%5 |% |||_%');
    expect(SQLITE.like('x', 'code', wanted('A_1')).value).toBe('%a|_1%');
    const found = (stored: string, text: string) =>
      isFound(SQLITE.like('x', 'text', wanted(text)), fold(stored));
    expect(found('A 5 % b', '5 % B')).toBe(1);
    expect(found('A 50 b', '5%')).toBe(0);
    expect(found('a_b|c', '_B|')).toBe(1);
  });

  it('see a text as it was typed where they are told to', () => {
    const stored = fold('&lt;b&gt; &quot;x&quot; &#39;y&#39; & &amp;');
    const typed = { text: `%<b> "x" 'y' & &amp;%`, asTyped: true };
    expect(isFound(SQLITE.like('x', 'text', typed), stored)).toBe(1);
    expect(isFound(SQLITE.like('x', 'text', { ...typed, text: '%39%' }), stored)).toBe(0);
    expect(MYSQL.like('x', 'text', typed).text).toContain("(`x`, '&lt;', '<')");
  });

  it.each([
    [12, '12'],
    [12.5, '12.5'],
    [-3, '-3'],
    [0, '0'],
  ])('see the number %d as %s on the embedded engine', (number, text) => {
    expect(isFound(SQLITE.like('x', 'number', { text }), number)).toBe(1);
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

/** Whether the embedded engine finds a value that is stored, in its column or the folded one. */
function isFound({ text, value }: Like, x: string | number): unknown {
  const condition = text.replaceAll('"x__fold"', 'x');
  return embedded(condition.replace('?', `'${value.replaceAll("'", "''")}'`), x);
}

/** What the embedded engine makes of an expression over a column `x`. */
function embedded(expression: string, x: string | number): unknown {
  const database = new GuardedDatabase(':memory:');
  database.exec(`CREATE TABLE t (x ${typeof x === 'number' ? 'double' : 'text'})`);
  database.statement('INSERT INTO t VALUES (?)').run(x);
  const [row] = database.statement(`SELECT ${expression} FROM t`).raw().all() as unknown[][];
  database.close();
  return row?.[0];
}
