import { describe, expect, it } from 'vitest';
import { readSheet, SHEETS } from './sheets.mjs';
import { renderPdf } from '../../src/export/pdf/render-pdf.js';
import { HAS_PDF_TEXT, pdfText } from '../support/pdf-text.js';

/** `npx vitest run test/golden/pdf.spec.ts -u` writes the texts anew: read them before a commit. */
describe.skipIf(!HAS_PDF_TEXT)('documents on paper', () => {
  it.each(SHEETS)('%s', async (name) => {
    const text = pdfText(await renderPdf(readSheet(name), 'es_ES'));
    await expect(`${text}\n`).toMatchFileSnapshot(`./pdf/${name}.txt`);
  });
});
