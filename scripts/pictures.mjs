/**
 * `npm run pictures`: draws the documents of test/golden/pdf that the README shows, into
 * docs/pictures. It needs poppler's `pdftoppm`.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { renderPdf } from '../dist/export/pdf/render-pdf.js';
import { readSheet } from '../test/golden/sheets.mjs';

const TARGET = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const DOTS_PER_INCH = 110;
/** Between the pages of one picture, in dots. */
const GAP = 24;
/** Paper is white, and so is what shows the picture. */
const BORDER = { top: 1, bottom: 1, left: 1, right: 1, background: '#d0d5db' };
const WANTED = ['one-page-invoice', 'three-page-invoice', 'refund', 'discount-heavy'];

const workplace = mkdtempSync(join(tmpdir(), 'facturanest-pictures-'));
mkdirSync(TARGET, { recursive: true });
try {
  for (const name of WANTED) {
    const pages = await pagesOf(name);
    const picture = await sideBySide(pages);
    const file = await sharp(picture).png({ palette: true, colours: 64, effort: 10 }).toBuffer();
    writeFileSync(join(TARGET, `${name}.png`), file);
    console.log(`${name}: ${pages.length} page(s), ${Math.ceil(file.length / 1024)} kB`);
  }
} finally {
  rmSync(workplace, { recursive: true, force: true });
}

/** The pages of a document as pictures, with a border. */
async function pagesOf(name) {
  const pdf = await renderPdf(readSheet(name), 'es_ES');
  const prefix = join(workplace, name);
  execFileSync('pdftoppm', ['-r', String(DOTS_PER_INCH), '-png', '-', prefix], { input: pdf });
  const files = readdirSync(workplace)
    .filter((file) => file.startsWith(`${name}-`))
    .sort();
  return Promise.all(
    files.map((file) =>
      sharp(readFileSync(join(workplace, file)))
        .extend(BORDER)
        .png()
        .toBuffer(),
    ),
  );
}

async function sideBySide(pages) {
  const { width, height } = await sharp(pages[0]).metadata();
  const placed = await sharp({
    create: {
      width: pages.length * (width + GAP) - GAP,
      height,
      channels: 3,
      background: '#ffffff',
    },
  })
    .composite(pages.map((input, place) => ({ input, left: place * (width + GAP), top: 0 })))
    .png()
    .toBuffer();
  // Several pages are looked at as a whole.
  return pages.length === 1 ? placed : sharp(placed).resize({ width: 1800 }).png().toBuffer();
}
