import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSheet } from '../../../test/golden/sheets.mjs';
import { HAS_PDF_TEXT, pdfText } from '../../../test/support/pdf-text.js';
import { lineWith, sheetWith } from '../../../test/support/sheets.js';
import type { DocumentSheet } from '../document-sheet.js';
import { LABELS, MENTIONS } from '../labels/index.js';
import { formatsFor } from './paper/formats.js';
import { renderPdf } from './render-pdf.js';

const QR = readSheet('draft-with-qr').blocks[0]!.image;

/** As the unit `binary` of fast-check, which makes a map of all code points first. */
const codePoint = fc
  .nat(0x10f7ff)
  .map((place) => String.fromCodePoint(place < 0xd800 ? place : place + 0x800));
const text = fc.oneof(
  { weight: 5, arbitrary: fc.string({ maxLength: 60 }) },
  { weight: 3, arbitrary: fc.string({ unit: codePoint, maxLength: 60 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  fc.constantFrom(
    '',
    'W'.repeat(3000),
    'مرحبا بالعالم',
    '東京都',
    '\u202e\u0000\u0007',
    '\n'.repeat(80),
  ),
  fc.constant('palabra '.repeat(2000)),
);
const number = fc.oneof(
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.constantFrom(0, -0, 1e15, -1e15, 1e-9, 1e300),
);
const rate = fc.oneof(fc.constantFrom(0, 0, 4, 10, 21), number);
const bytes = fc.oneof(fc.constant(null), fc.constant(QR), fc.uint8Array({ maxLength: 30 }));
const address = fc.record({
  street: text,
  postBox: text,
  postcode: text,
  city: text,
  province: text,
  country: text,
});
const party = { name: text, taxIdKind: text, taxId: text, address };
const line = fc.record({
  reference: text,
  description: text,
  showsQuantity: fc.boolean(),
  showsPrice: fc.boolean(),
  breaksPage: fc.boolean(),
  quantity: number,
  price: number,
  discount: rate,
  secondDiscount: rate,
  net: number,
  taxRate: rate,
  surchargeRate: rate,
  withholdingRate: rate,
  supplied: fc.boolean(),
});
const tax = fc.record({
  name: text,
  base: number,
  rate,
  amount: number,
  surchargeRate: rate,
  surchargeAmount: number,
});
const receipt = fc.record({
  number: fc.integer(),
  method: text,
  iban: text,
  amount: number,
  due: fc.oneof(text, fc.constant('2026-11-22')),
  paid: fc.boolean(),
});
const sheets: fc.Arbitrary<DocumentSheet> = fc.record({
  side: fc.constantFrom('sales', 'purchase'),
  stage: fc.constantFrom('quote', 'order', 'delivery note', 'invoice'),
  language: fc.constantFrom(...LABELS.keys()),
  title: fc.option(text),
  code: fc.stringMatching(/^[A-Z0-9]{1,20}$/),
  number: text,
  day: fc.constantFrom('2026-11-22', '', '0000-00-00', 'never'),
  operationDay: fc.option(text),
  series: text,
  reference: text,
  corrects: fc.option(fc.record({ code: text, day: fc.option(text) })),
  draft: fc.boolean(),
  company: fc.record({
    ...party,
    phones: fc.array(text, { maxLength: 3 }),
    email: text,
    web: text,
  }),
  subject: fc.record(party),
  shipping: fc.option(fc.record({ name: text, address, carrier: text, trackingCode: text })),
  lines: fc.array(line, { maxLength: 12 }),
  taxes: fc.array(tax, { maxLength: 60 }),
  totals: fc.record({
    beforeDiscount: number,
    discountRates: fc.tuple(rate, rate),
    net: number,
    tax: number,
    surcharge: number,
    withholding: number,
    withholdingRate: rate,
    withholdings: fc.array(fc.record({ rate, amount: number }), { maxLength: 3 }),
    supplied: number,
    total: fc.double({ min: -1e15, max: 1e15, noNaN: true }),
  }),
  taxExceptions: fc.array(text, { maxLength: 3 }),
  mentions: fc.subarray([...MENTIONS]),
  notes: text,
  payment: fc.option(
    fc.record({
      method: text,
      iban: text,
      receipts: fc.array(receipt, { maxLength: 70 }),
      validUntil: fc.option(text),
    }),
  ),
  footer: text,
  logo: bytes,
  blocks: fc.array(
    fc.record({
      place: fc.constantFrom('heading', 'lines', 'end'),
      title: text,
      text,
      rows: fc.array(fc.tuple(text, text), { maxLength: 4 }),
      image: bytes,
    }),
    { maxLength: 4 },
  ),
  money: fc.record({
    decimals: fc.constantFrom(0, 2, 3, 5),
    currencyCode: fc.constantFrom('EUR', 'USD', ''),
    currencyName: text,
    symbol: fc.constantFrom('€', '$', 'USD', ''),
  }),
});

/** Without any blanks: figures and codes may be set smaller, never apart. */
function dense(value: string): string {
  return value.replace(/\s/gu, '');
}

describe('hostile documents', () => {
  it('are printed, with their code and their total', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(sheets, async (sheet) => {
        const file = await renderPdf(sheet, 'es_ES');
        expect(file.subarray(0, 5).toString()).toBe('%PDF-');
        if (!HAS_PDF_TEXT) return;
        const read = dense(pdfText(file));
        expect(read).toContain(sheet.code);
        const { money } = formatsFor(LABELS.get(sheet.language)!.locale, sheet.money);
        expect(read).toContain(dense(money(sheet.totals.total)));
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['no lines', { lines: [] }],
    ['nothing at all', { lines: [], taxes: [], code: '', number: '', series: '', day: '' }],
    ['a description of 100 kB', { lines: [lineWith({ description: 'palabra '.repeat(12_800) })] }],
    ['a word of 100 kB', { lines: [lineWith({ description: 'W'.repeat(102_400) })] }],
    ['a reference of 10 kB', { lines: [lineWith({ reference: 'R'.repeat(10_240) })] }],
    ['2000 lines', { lines: Array.from({ length: 2000 }, () => lineWith()) }],
    ['a title of many lines', { title: 'Título '.repeat(400) }],
    ['not numbers', { lines: [lineWith({ net: NaN, price: Infinity, quantity: -Infinity })] }],
  ] as const)('with %s are printed', async (_, changes) => {
    const file = await renderPdf(sheetWith(changes), 'es_ES');
    expect(file.subarray(-6).toString().trim()).toBe('%%EOF');
  });

  it.skipIf(!HAS_PDF_TEXT)('lose nothing of 2000 lines', async () => {
    const lines = Array.from({ length: 2000 }, (_, place) =>
      lineWith({ description: `Línea ${place + 1}` }),
    );
    const read = pdfText(await renderPdf(sheetWith({ lines }), 'es_ES'));
    expect(read.match(/Línea \d+/g)).toEqual(lines.map(({ description }) => description));
    expect(read).toContain('Suma y sigue');
    expect(read).toMatch(/Total {3}121,00 €/);
  });
});
