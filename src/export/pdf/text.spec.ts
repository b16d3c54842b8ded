import { describe, expect, it } from 'vitest';
import { HAS_PDF_TEXT, pdfText } from '../../../test/support/pdf-text.js';
import { sheetWith } from '../../../test/support/sheets.js';
import { renderPdf } from './render-pdf.js';
import { paperFonts } from './paper/typeface.js';
import { printable, printableText } from './paper/printable.js';
import { textLines } from './paper/text-lines.js';

const { regular, bold } = paperFonts();

describe('a font of the paper', () => {
  it.each(['AVATAR Tele', '1.234,56 €', 'Œuvre naïve ŁÓDŹ', 'Ελληνικά Жук', 'e\u0323\u0301'])(
    'measures what it places: %s',
    (text) => {
      expect(regular.main.face.layout(text).advanceWidth).toBeCloseTo(regular.advance(text), 6);
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
    ['東京 👍🏽', '東京 □□'],
    ['فاتورة', 'فاتورة'],
    ['a\ud800b', 'ab'],
    ['₹ ₽ ₺ £ ¥ ₿', '₹ ₽ ₺ £ ¥ ₿'],
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

describe('scripts that the font of the paper lacks', () => {
  it.each([
    ['Chinese', '王小明有限公司', '王小明有限公司'],
    ['Japanese', '株式会社東京コーヒー', '株式会社東京コーヒー'],
    ['Korean', '주식회사 한국무역', '주식회사 한국무역'],
    ['Arabic', 'شركة النور', 'شركة النور'],
    ['Persian', 'می\u200cخواهم', 'می\u200cخواهم'],
    ['Hebrew', 'חברה בע"מ', 'חברה בע"מ'],
    ['Thai', 'บริษัท น้ำดื่ม จำกัด', 'บริษัท น้ำดื่ม จำกัด'],
    ['Hindi', 'हिन्दी क्षत्रिय कंपनी', 'हिन्दी क्षत्रिय कंपनी'],
    ['Greek', 'Ελληνική Εταιρεία', 'Ελληνική Εταιρεία'],
    ['Russian', 'Общество «Ромашка»', 'Общество «Ромашка»'],
    ['Vietnamese', 'Công ty Nguyễn', 'Công ty Nguyễn'],
    ['signs of money', '₪ ₿ ₫ ₺ ₽ ₹ ₩ ฿ ₡ ₲ ₴ ₸ ₾', '₪ ₿ ₫ ₺ ₽ ₹ ₩ ฿ ₡ ₲ ₴ ₸ ₾'],
  ])('%s is drawn with glyphs, and read back', async (_, name, read) => {
    for (const font of [regular, bold]) {
      const runs = font.runs(printableText(name, font));
      const glyphs = runs.flatMap(({ face, text }) => face.layout(text).glyphs);
      expect(glyphs.length).toBeGreaterThan(0);
      expect(glyphs.filter(({ id }) => id === 0)).toEqual([]);
    }
    if (!HAS_PDF_TEXT) return;
    const subject = { ...sheetWith().subject, name };
    const file = await renderPdf(sheetWith({ subject }), 'es_ES');
    // Marks of direction are poppler's own; signs without letters stand closer than words.
    const text = pdfText(file).replace(/[\u200e\u200f\u202a-\u202e]/g, '');
    expect(text.replaceAll(' ', '')).toContain(read.replaceAll(' ', ''));
  });

  const seen = (text: string) => regular.runs(text).map((run) => run.text.replace('\u200f', '<'));

  it.each([
    ['Cable שלום עולם 5 m', ['Cable ', '5', ' ', '<עולם', ' ', '<שלום', ' m']],
    ['שלום (עולם) 45', ['45', ' (', '<עולם', ') ', '<שלום']],
    ['שלום ABC 12', ['ABC 12', ' ', '<שלום']],
  ])('that go from right to left stand so: %s', (text, pieces) => {
    expect(seen(text)).toEqual(pieces);
  });

  it('keep their direction where a line begins with a word of the other one', () => {
    const text = 'שלום עולם ABC שלום';
    const width = Math.max(regular.advance('שלום עולם'), regular.advance('ABC שלום')) / 100 + 1;
    const broken = textLines(text, width, regular, 10);
    expect(broken).toEqual(['שלום עולם', '\u200fABC שלום']);
    expect(seen(broken[1]!)).toEqual(['<שלום', ' ', 'ABC']);
    expect(seen('ABC שלום')).toEqual(['ABC ', '<שלום']);
  });

  it('break between words also where no blanks are', () => {
    const thai = 'ภาษาไทยเป็นภาษา';
    const lines = textLines(thai, regular.advance('ภาษาไทย') / 100 + 1, regular, 10);
    expect(lines).toEqual(['ภาษาไทย', 'เป็นภาษา']);
    const chinese = textLines(
      '合同期限为十二个月。',
      regular.advance('合同期限为') / 100,
      regular,
      10,
    );
    expect(chinese.every((line) => !line.startsWith('。'))).toBe(true);
    expect(chinese.join('')).toBe('合同期限为十二个月。');
  });

  it('do not make other documents bigger', async () => {
    const file = (await renderPdf(sheetWith(), 'es_ES')).toString('latin1');
    expect(new Set(file.match(/\/FontName \/\w+\+[\w-]+/g)?.map((each) => each.slice(18)))).toEqual(
      new Set(['FacturanestSans-Semibold', 'FacturanestSans-Regular']),
    );
  });

  it('give the same file whatever was printed before', async () => {
    const yeh = sheetWith({ notes: '\u064a\u06cc' });
    const once = await renderPdf(yeh, 'es_ES');
    await renderPdf(sheetWith({ notes: '\u06cc\u0649 \u06cc\u06cc' }), 'es_ES');
    expect(once.equals(await renderPdf(yeh, 'es_ES'))).toBe(true);
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
