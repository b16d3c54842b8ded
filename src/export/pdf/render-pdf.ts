import type { DocumentSheet } from '../document-sheet.js';
import { labelsFor } from '../labels/index.js';
import { drawBlocks } from './blocks/blocks.js';
import { titleOf, type Composition } from './composition.js';
import { formatsFor } from './paper/formats.js';
import { drawLetterhead } from './blocks/letterhead.js';
import { drawLines } from './blocks/line-table.js';
import { drawLegalText, drawNotes } from './blocks/notes.js';
import { beginPage, drawFeet } from './paper/page-frame.js';
import { paperFonts } from './paper/typeface.js';
import { Paper } from './paper/paper.js';
import { drawParties, headingPicture } from './blocks/parties.js';
import { drawPayment } from './blocks/payment.js';
import { readPictures } from './paper/pictures.js';
import { printable } from './paper/printable.js';
import { layOutSummary } from './blocks/summary.js';
import { drawTitle } from './blocks/title.js';

/** Totals so high at most keep the last line with them. */
const MOST_TAIL = 300;

/**
 * Draws a document. The same sheet gives the same bytes.
 *
 * @param fallback the language of the server, for a sheet in a language without labels
 */
export async function renderPdf(given: DocumentSheet, fallback: string): Promise<Buffer> {
  const sheet = printable(given, paperFonts().regular);
  const pictures = await readPictures(sheet);
  const labels = labelsFor(sheet.language, fallback);
  const title = titleOf(sheet, labels);
  const paper = new Paper(
    {
      title: `${title} ${sheet.code}`.trim(),
      author: sheet.company.name,
      subject: sheet.subject.name,
      locale: labels.locale,
      made: new Date(Date.parse(sheet.day) || 0),
    },
    (page) => beginPage(page, sheet, labels, title),
  );
  const formats = formatsFor(labels.locale, sheet.money);
  draw({ paper, sheet, labels, formats, pictures, title });
  return paper.finish();
}

function draw(composition: Composition): void {
  drawLetterhead(composition);
  drawTitle(composition);
  drawParties(composition);
  drawBlocks(composition, 'heading', headingPicture(composition));
  const summary = layOutSummary(composition);
  const isNext = composition.sheet.blocks.every(({ place }) => place !== 'lines');
  drawLines(composition, isNext && summary.height <= MOST_TAIL ? summary.height : 0);
  drawBlocks(composition, 'lines');
  summary.draw();
  drawPayment(composition);
  drawNotes(composition);
  drawLegalText(composition);
  drawBlocks(composition, 'end');
  drawFeet(composition);
}
