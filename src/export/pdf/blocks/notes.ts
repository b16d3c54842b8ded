import { mentionText } from '../../labels/index.js';
import type { Composition } from '../composition.js';
import { drawTextSection } from './sections.js';
import { BOTTOM, HAIRLINE, LEFT, RIGHT, STYLES, WIDTH } from '../paper/style.js';

/** What the law wants said, why lines bear no tax, and what was noted on the document. */
export function drawNotes({ paper, sheet, labels }: Composition): void {
  const reasons: Readonly<Record<string, string>> = labels.reasons;
  // A reason without a text of ours is still said, by its code.
  const texts = sheet.taxExceptions.map((code) => reasons[code] ?? code);
  const mentions = sheet.mentions.map((mention) => mentionText(mention, labels.locale));
  if (mentions.length > 0) drawTextSection(paper, labels.mentions, mentions.join('\n'));
  if (texts.length > 0) drawTextSection(paper, labels.taxExceptions, texts.join('\n'));
  if (sheet.notes.trim()) drawTextSection(paper, labels.notes, sheet.notes.trim());
}

/** The fixed text of the format: at the foot of the page when it fits there, else where it comes. */
export function drawLegalText({ paper, sheet: { footer, blocks } }: Composition): void {
  const text = footer.trim();
  if (!text) return;
  const height = paper.lines(text, WIDTH, STYLES.legal).length * STYLES.legal.leading + 16;
  paper.y += 12;
  const hasMore = blocks.some(({ place }) => place === 'end');
  if (height <= paper.room && !hasMore) paper.y = BOTTOM - height;
  else paper.ensure(40);
  paper.rule(paper.y + 4, LEFT, RIGHT, HAIRLINE);
  paper.y += 8;
  paper.paragraph(text, LEFT, WIDTH, STYLES.legal);
}
