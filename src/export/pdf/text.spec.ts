import { describe, expect, it } from 'vitest';
import { paperFonts } from './paper/paper-font.js';
import { printable, printableText } from './paper/printable.js';
import { textLines } from './paper/text-lines.js';

const { regular, bold } = paperFonts();

describe('a font of the paper', () => {
  it.each(['AVATAR Tele', '1.234,56 €', 'Œuvre naïve ŁÓDŹ', 'Ελληνικά Жук', 'e\u0323\u0301'])(
    'measures what it places: %s',
    (text) => {
      expect(regular.face.layout(text).advanceWidth).toBeCloseTo(regular.advance(text), 6);
    },
  );

  it('moves pairs of letters together', () => {
    expect(regular.advance('AV')).toBeLessThan(regular.advance('A') + regular.advance('V'));
  });

  it('has figures and the minus of one width', () => {
    for (const font of [regular, bold]) {
      const widths = '0 1 2 3 4 5 6 7 8 9 −'.split(' ').map((figure) => font.advance(figure));
      expect(new Set(widths).size).toBe(1);
    }
  });
});

describe('printable text', () => {
  it.each([
    ['Peña & Cía. «n.º 5» – 10 €…', 'Peña & Cía. «n.º 5» – 10 €…'],
    ['one\r\ntwo\rthree\u2028four', 'one\ntwo\nthree\nfour'],
    ['a\tb', 'a  b'],
    ['a\u0000\u0007\u001b[31mb\u200b\u202e\ufeff', 'a[31mb'],
    ['Pen\u0303a', 'Peña'],
    ['Ｆａｃｔｕｒａ ①', 'Factura 1'],
    ['東京 👍🏽', '□□ □□'],
    ['فاتورة', '□□□□□□'],
    ['a\ud800b', 'ab'],
    ['₹ ₽ ₺ £ ¥ ₿', '₹ ₽ ₺ £ ¥ □'],
    ['Σ Жук ț ŀ', 'Σ Жук ț ŀ'],
    ['x' + '\u0301'.repeat(60_000), 'x' + '\u0301'.repeat(4)],
    ['x\u0301\u0323\u200b' + '\u0301'.repeat(60_000) + 'y', 'x\u0323\u0301\u0301\u0301y'],
  ])('of %j is %j', (text, expected) => {
    expect(printableText(text, regular)).toBe(expected);
  });

  it('is found at any depth, and bytes stay bytes', () => {
    const image = new Uint8Array([0, 1]);
    const given = { name: 'a\u0000', rows: [['b\u0007', 1]], image, none: null };
    expect(printable(given, regular)).toEqual({ name: 'a', rows: [['b', 1]], image, none: null });
  });
});

describe('lines of text', () => {
  const lines = (text: string, width: number) => textLines(text, width, regular, 10);

  it('break at blanks and line feeds', () => {
    expect(lines('one two\n\nthree', 1000)).toEqual(['one two', '', 'three']);
    expect(lines('one two', regular.advance('one t') / 100)).toEqual(['one', 'two']);
  });

  it('keep what a no-break blank joins', () => {
    expect(lines('one 10\u00a0€', regular.advance('one 10') / 100)).toEqual(['one', '10\u00a0€']);
  });

  it('never are wider than the place, whatever the words', () => {
    const text = `${'W'.repeat(500)} ${'palabra '.repeat(300)}${'i'.repeat(500)}`;
    const broken = lines(text, 60);
    for (const line of broken) expect(regular.advance(line) / 100).toBeLessThanOrEqual(60);
    expect(broken.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  });

  it('are at least one, also in a place without any width', () => {
    expect(lines('', 100)).toEqual(['']);
    expect(lines('abc', 0)).toEqual(['a', 'b', 'c']);
  });
});
