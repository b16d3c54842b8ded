import { describe, expect, it } from 'vitest';
import { readSheet } from '../../../test/golden/sheets.mjs';
import { HAS_PDF_TEXT, pdfInfo, pdfText } from '../../../test/support/pdf-text.js';
import { lineWith, sheetWith } from '../../../test/support/sheets.js';
import type { DocumentSheet } from '../document-sheet.js';
import { LABELS, MENTIONS, mentionText } from '../labels/index.js';
import { renderPdf } from './render-pdf.js';

const FULL = readSheet('discount-heavy');
const LOGO = readSheet('one-page-invoice').logo;
const PAGE_BREAK = '\n----\n';

async function read(changes: Partial<DocumentSheet> = {}): Promise<string> {
  return pdfText(await renderPdf(sheetWith(changes), 'es_ES'));
}

/** The line of the text that begins so. */
function lineOf(text: string, start: string): string | undefined {
  return text.split('\n').find((line) => line.startsWith(start));
}

function manyLines(count: number) {
  return Array.from({ length: count }, (_, place) =>
    lineWith({ description: `Línea ${place + 1}`, price: 10, net: 10 }),
  );
}

describe('a rendered document', () => {
  it('is the same bytes for the same sheet', async () => {
    const once = await renderPdf(FULL, 'es_ES');
    expect(once.equals(await renderPdf(FULL, 'es_ES'))).toBe(true);
    expect(once.equals(await renderPdf({ ...FULL, day: '2026-11-23' }, 'es_ES'))).toBe(false);
  });

  it('is printed without pictures that can not be read', async () => {
    const broken = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);
    const image = { place: 'heading', title: 'QR', text: '', rows: [], image: broken } as const;
    const cut = LOGO!.slice(0, 100);
    for (const logo of [broken, cut, new Uint8Array()]) {
      const file = await renderPdf(sheetWith({ logo, blocks: [image] }), 'es_ES');
      expect(file.includes('/Subtype /Image')).toBe(false);
    }
    expect((await renderPdf(sheetWith({ logo: LOGO }), 'es_ES')).includes('/Subtype /Image')).toBe(
      true,
    );
  });
});

describe.skipIf(!HAS_PDF_TEXT)('what stands on the paper', () => {
  it('is described in the file', async () => {
    const file = await renderPdf(sheetWith(), 'es_ES');
    expect(pdfInfo(file)).toMatchObject({
      Title: 'Factura F2026A1',
      Author: 'Empresa, S.L.',
      Subject: 'Cliente, S.A.',
      Creator: 'facturanest',
      CreationDate: '2026-11-22T00:00:00Z',
      'Page size': '595.28 x 841.89 pts (A4)',
      Pages: '1',
    });
    const source = file.toString('latin1');
    expect(source).toContain('/Lang (es-ES)');
    expect(source).toMatch(/\/DisplayDocTitle true/);
    expect(source).toContain('FacturanestSans-Regular');
    expect(source).not.toContain('Helvetica');
  });

  it.each([
    [{ title: 'Proforma' }, 'Proforma F2026A1'],
    [{ stage: 'quote' }, 'Presupuesto F2026A1'],
    [{ side: 'purchase', stage: 'order' }, 'Pedido de compra F2026A1'],
    [{ corrects: { code: 'F2026A0', day: null } }, 'Factura rectificativa F2026A1'],
    [{ language: 'de_DE', stage: 'delivery note' }, 'Lieferschein F2026A1'],
    [{ language: 'en_US' }, 'Invoice F2026A1'],
    [{ language: 'tlh_KL' }, 'Factura F2026A1'],
  ] as const)('is called by its format or kind: %j', async (changes, title) => {
    expect((await read(changes)).split('\n')).toContain(title);
  });

  it('has the columns that say something', async () => {
    const head = async (changes: object) =>
      lineOf(await read({ lines: [lineWith(changes)] }), 'Descripción');
    expect(await head({})).toBe('Descripción   Cantidad   Precio   Importe   IVA');
    expect(await head({ taxRate: 0, quantity: 0 })).toBe('Descripción   Precio   Importe');
    expect(await head({ showsPrice: false, discount: 5 })).toBe('Descripción   Cantidad');
    expect(await head({ showsQuantity: false })).toBe('Descripción   Precio   Importe   IVA');
    const all = { discount: 5, secondDiscount: 2, surchargeRate: 5.2, withholdingRate: 15 };
    expect(await head(all)).toBe(
      'Descripción   Cantidad   Precio   Dto.   2.º dto.   Importe   IVA   R. E.   IRPF',
    );
  });

  it('names the tax that is no VAT', async () => {
    const tax = { base: 100, rate: 7, amount: 7, surchargeRate: 0, surchargeAmount: 0 };
    const text = await read({
      taxes: [{ name: 'IGIC 7%', ...tax }],
      lines: [lineWith({ taxRate: 7 })],
    });
    expect(lineOf(text, 'Descripción')).toMatch(/IGIC$/);
    expect(text).toContain('IGIC 7%   21,00');
  });

  it('carries the sum of the lines from page to page', async () => {
    const text = await read({ lines: manyLines(90) });
    const pages = text.split(PAGE_BREAK);
    expect(pages.length).toBeGreaterThan(2);
    let before = 0;
    pages.forEach((page, place) => {
      const rows = page.split('\n').filter((line) => line.startsWith('Línea ')).length;
      expect(rows).toBeGreaterThan(0);
      const [brought, forward] = [lineOf(page, 'Suma anterior'), lineOf(page, 'Suma y sigue')];
      expect(brought).toBe(place === 0 ? undefined : `Suma anterior   ${before},00`);
      before += rows * 10;
      const isLast = place === pages.length - 1;
      expect(forward).toBe(isLast ? undefined : `Suma y sigue   ${before},00`);
      expect(lineOf(page, 'Descripción')).toBe('Descripción   Cantidad   Precio   Importe   IVA');
      expect(page).toContain(`Página ${place + 1} de ${pages.length}`);
      expect(page.split('\n')[0]).toBe(
        place === 0 ? 'Empresa, S.L.   NIF B12345674' : 'Factura F2026A1   Empresa, S.L.',
      );
    });
    expect(before).toBe(900);
  });

  it('keeps the totals together, with a line above them', async () => {
    for (let count = 22; count <= 36; count++) {
      const pages = (await read({ lines: manyLines(count) })).split(PAGE_BREAK);
      const page = pages.find((each) => each.includes('Base imponible'));
      expect(page).toMatch(/\nLínea \d+ [^]*\nBase imponible [^]*\nIVA 21% [^]*\nTotal /);
    }
  });

  it('breaks a long description over pages, with the figures and their sum at its beginning', async () => {
    const description = Array.from({ length: 150 }, (_, place) => `Punto ${place + 1}.`).join('\n');
    const lines = [lineWith(), lineWith({ description }), lineWith({ description: 'Final' })];
    const pages = (await read({ lines })).split(PAGE_BREAK);
    expect(pages.length).toBe(4);
    expect(pages[0]).toMatch(/Punto 1\. {3}1 {3}100,00/);
    expect(pages[0]).toContain('Suma y sigue   200,00');
    expect(pages[1]).toContain('Suma anterior   200,00');
    const points = pages.join('\n').match(/Punto \d+\./g);
    expect(points).toEqual(Array.from({ length: 150 }, (_, place) => `Punto ${place + 1}.`));
  });

  it('starts a page behind a line that asks for it', async () => {
    const lines = [
      lineWith({ breaksPage: true }),
      lineWith({ description: 'Otra', breaksPage: true }),
    ];
    const pages = (await read({ lines })).split(PAGE_BREAK);
    expect(pages).toHaveLength(3);
    expect(pages[1]).toContain('Suma anterior   100,00');
    expect(pages[2]).not.toContain('Suma anterior');
    expect(pages[2]).toContain('Total   121,00 €');
  });

  it('leads to the total by discounts that add up', async () => {
    const totals = {
      beforeDiscount: 33.33,
      discountRates: [5, 2.5] as const,
      net: 30.87,
      tax: 6.48,
      surcharge: 1.61,
      withholding: 4.63,
      withholdingRate: 15,
      withholdings: [{ rate: 15, amount: 4.63 }],
      supplied: 10,
      total: 44.33,
    };
    const text = await read({ totals });
    const rows = text.slice(text.indexOf('Subtotal')).split('\n').slice(0, 9);
    expect(rows).toEqual([
      'Subtotal   33,33',
      'Descuento 5%   −1,67',
      '2.º descuento 2,5%   −0,79',
      'Base imponible   30,87',
      'IVA 21%   6,48',
      'Recargo de equivalencia   1,61',
      'Retención IRPF 15%   −4,63',
      'Suplidos   10,00',
      'Total   44,33 €',
    ]);
  });

  it('prints a rate only where it is one', async () => {
    const { totals } = sheetWith();
    const owed = { ...totals, withholding: 17, withholdingRate: 15, total: 104 };
    const withholdings = [
      { rate: 15, amount: 15 },
      { rate: 2, amount: 2 },
    ];
    const several = await read({ totals: { ...owed, withholdings } });
    expect(several).toContain('Retención IRPF 15%   −15,00\n');
    expect(several).toContain('Retención IRPF 2%   −2,00\n');
    expect(await read({ totals: { ...owed, withholdings: [] } })).toContain(
      'Retención IRPF   −17,00\n',
    );
  });

  it('says what the law wants, in its words and in those of the language', async () => {
    const spanish = await read({ mentions: [...MENTIONS], operationDay: '2026-11-20' });
    for (const words of [
      'Fecha de operación   20/11/2026',
      'Facturación por el destinatario',
      'Inversión del sujeto pasivo',
      'Régimen especial de las agencias de viajes',
      'Régimen especial de los bienes usados',
      'Régimen especial del criterio de caja',
    ]) {
      expect(spanish).toContain(words);
    }
    for (const [language, labels] of LABELS) {
      const text = await read({ mentions: ['cashBasis'], language });
      expect(text).toContain(mentionText('cashBasis', labels.locale));
      expect(text).toContain('Régimen especial del criterio de caja');
    }
    expect(await read({ mentions: ['cashBasis'], language: 'en_EN' })).toContain(
      'Régimen especial del criterio de caja · Cash accounting',
    );
  });

  it('gives the reasons for which lines bear no tax, in the language of the document', async () => {
    expect(await read({ taxExceptions: ['ES_25', 'OTHER_LAW'] })).toMatch(
      /artículo 25 de la Ley 37\/1992[^]*\nOTHER_LAW\n/,
    );
    expect(await read({ taxExceptions: ['ES_84'], language: 'fr_FR' })).toContain(
      'Autoliquidation',
    );
  });

  it('says how and until when', async () => {
    const receipt = {
      number: 1,
      method: 'Giro',
      iban: 'ES91 2100',
      amount: 60.5,
      due: '2026-12-22',
    };
    const receipts = [
      { ...receipt, paid: true },
      { ...receipt, number: 2, method: 'Efectivo', iban: '', due: '2027-01-21', paid: false },
    ];
    const payment = { method: 'Giro', iban: 'ES91 2100', receipts, validUntil: null };
    const text = await read({ payment });
    expect(text).toContain('Recibo   Vencimiento   Forma de pago   Estado   Importe');
    expect(text).toContain('1   22/12/2026   Giro   Pagado   60,50\nIBAN ES91 2100');
    expect(text).toContain('2   21/01/2027   Efectivo   Pendiente   60,50');
    const offer = { method: 'Giro', iban: '', receipts: [], validUntil: '2026-12-31' };
    const quote = await read({ stage: 'quote', payment: offer });
    expect(quote).toContain('Forma de pago   Giro');
    expect(quote).toMatch(/Válido hasta {3}31\/12\/2026/);
  });

  it('has the blocks of plugins where they belong', async () => {
    const block = { text: '', rows: [], image: null };
    const blocks = [
      { ...block, place: 'end', title: 'Al final' },
      { ...block, place: 'lines', title: 'Tras las líneas', rows: [['Uno', '1']] },
      { ...block, place: 'heading', title: 'En la cabecera', text: 'Texto' },
    ] as const;
    const text = await read({ blocks, footer: 'Texto legal', notes: 'Una nota' });
    const places = [
      'Cliente',
      'En la cabecera',
      'Texto',
      'Descripción',
      'Servicio',
      'Tras las líneas',
      'Uno   1',
      'Total',
      'Una nota',
      'Texto legal',
      'Al final',
    ].map((part) => text.indexOf(part));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('says of a draft that it is one', async () => {
    expect(await read({ draft: true })).toContain('Factura F2026A1   Borrador');
    expect(await read()).not.toContain('Borrador');
  });
});
