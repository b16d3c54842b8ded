import { describe, expect, it } from 'vitest';
import { COMMAS, csvRow, csvStyleOf, SEMICOLONS, typedText, type Cell } from './csv.js';
import { cellText, workbookText } from './workbook.js';

describe('CSV', () => {
  it.each<[Cell, string, string]>([
    ['a', 'a', '"a"'],
    ['', '', '""'],
    [null, '', '""'],
    [12.5, '12.5', '12,5'],
    [-3, '-3', '-3'],
    [true, '1', '1'],
    [false, '0', '0'],
    ['a,b', '"a,b"', '"a,b"'],
    ['a;b', '"a;b"', '"a;b"'],
    ['two\nlines', '"two\nlines"', '"two\nlines"'],
    ['say &quot;no&quot;', '"say ""no"""', '"say ""no"""'],
    ['a &lt; b', 'a < b', '"a < b"'],
  ])('writes %j', (cell, commas, semicolons) => {
    expect(csvRow([cell], COMMAS)).toBe(commas);
    expect(csvRow([cell], SEMICOLONS)).toBe(semicolons);
  });

  it.each([
    ['en', COMMAS],
    ['en_EN', COMMAS],
    ['EN-GB', COMMAS],
    ['es_ES', SEMICOLONS],
    ['fr', SEMICOLONS],
    ['eng', SEMICOLONS],
  ])('of %s has its style', (language, style) => {
    expect(csvStyleOf(language)).toBe(style);
  });

  it('puts its separator between cells', () => {
    expect(csvRow(['a', 1, null], COMMAS)).toBe('a,1,');
    expect(csvRow(['a', 1, null], SEMICOLONS)).toBe('"a";1;""');
  });

  it.each(['=SUM(A1)', '+34 600', '-x', '@me', '\tx', '\rx', '=', "-1+cmd|' /C calc'!A0"])(
    'defuses %j',
    (text) => {
      expect(typedText(text)).toBe(`'${text}`);
    },
  );

  it.each(['＝1+1', '＋34', '－x', '＠me', '﹦1', '﹢1', '﹣1', '﹫a'])(
    'defuses the wide or small %j',
    (text) => {
      expect(typedText(text)).toBe(`'${text}`);
      expect(csvRow([text], SEMICOLONS)).toBe(`"'${text}"`);
    },
  );

  it('gives a workbook no letter that XML can not hold', () => {
    expect(workbookText('a\ufffeb\uffffc\ud800d\u{1fffe}')).toBe('a\ufffdb\ufffdc\ufffdd\u{1fffe}');
    expect(cellText('x'.repeat(32_766) + '😀')).toBe('x'.repeat(32_766) + '\ufffd');
  });

  it('sees a formula behind a stored entity', () => {
    expect(typedText('=&quot;a&quot;')).toBe('\'="a"');
  });

  it.each(['-5', '+3.25', '-3,25', '34', 'a=b', '', "'=1"])('leaves %j alone', (text) => {
    expect(typedText(text)).toBe(text);
  });
});
