import type { DocumentSheet } from '../../document-sheet.js';
import type { Labels } from '../../labels/index.js';
import type { Composition } from '../composition.js';
import { taxIdLine } from '../blocks/addresses.js';
import type { Paper } from './paper.js';
import { HAIRLINE, LEFT, PAGE, RIGHT, STYLES, TOP, WIDTH } from './style.js';

const WATERMARK_DEGREES = 35;
const FOOT = PAGE.height - 34;

/** What a page begins with: the mark of a draft, and from the second page on what it belongs to. */
export function beginPage(paper: Paper, sheet: DocumentSheet, labels: Labels, title: string): void {
  if (sheet.draft) {
    paper.watermark(
      labels.draft.toLocaleUpperCase(labels.locale),
      WATERMARK_DEGREES,
      STYLES.watermark,
    );
  }
  if (paper.pages === 1) return;
  const half = WIDTH / 2 - 10;
  paper.text(`${title} ${sheet.code}`, LEFT, TOP, STYLES.strong, half);
  paper.textRight(sheet.company.name, RIGHT, TOP, STYLES.running, half);
  paper.rule(TOP + 8, LEFT, RIGHT, HAIRLINE);
  paper.y = TOP + 22;
}

/** The foot of every page, once it is known how many there are. */
export function drawFeet({ paper, sheet: { company }, labels }: Composition): void {
  const pages = paper.pages;
  const owner = [company.name, taxIdLine(company)].filter(Boolean).join(' · ');
  paper.onEachPage((page) => {
    const text = labels.pageOf.replace('%page%', String(page)).replace('%pages%', String(pages));
    paper.text(owner, LEFT, FOOT, STYLES.running, WIDTH - 120);
    paper.textRight(text, RIGHT, FOOT, STYLES.running);
  });
}
