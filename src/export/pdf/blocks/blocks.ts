import type { SheetBlock } from '../../document-sheet.js';
import type { Composition } from '../composition.js';
import { LEFT, PICTURE_WIDTH, RIGHT, SECTION_INDENT, STYLES, WIDTH } from '../paper/style.js';

const MOST_PICTURE_HEIGHT = 160;

/**
 * What plugins add at one place.
 *
 * @param pictured block whose picture was drawn before
 */
export function drawBlocks(
  composition: Composition,
  place: SheetBlock['place'],
  pictured?: SheetBlock,
): void {
  for (const block of composition.sheet.blocks) {
    if (block.place !== place) continue;
    const hasMore = block.text !== '' || block.rows.length > 0;
    // The words of a block whose picture stands elsewhere are still to be drawn.
    if (block !== pictured || hasMore) drawBlock(composition, block, block !== pictured);
  }
}

/** A picture with the title of its block as its caption, from `y` on. */
export function drawPicture({ paper, pictures }: Composition, block: SheetBlock, x: number): void {
  const picture = pictures.blocks.get(block);
  if (!picture) return;
  const { file, width, height } = picture;
  // One as tall as a tower would leave no page for the rest.
  const scale = Math.min(PICTURE_WIDTH / width, MOST_PICTURE_HEIGHT / height);
  const inset = (PICTURE_WIDTH - width * scale) / 2;
  paper.picture(file, x + inset, paper.y, width * scale, height * scale);
  paper.y += height * scale;
  for (const line of paper.lines(block.title, PICTURE_WIDTH, STYLES.soft)) {
    paper.y += STYLES.soft.leading;
    paper.text(
      line,
      x + (PICTURE_WIDTH - paper.width(line, STYLES.soft)) / 2,
      paper.y,
      STYLES.soft,
    );
  }
}

function drawBlock(composition: Composition, block: SheetBlock, withPicture: boolean): void {
  const { paper, pictures } = composition;
  const picture = withPicture ? pictures.blocks.get(block) : undefined;
  paper.y += 16;
  paper.ensure(picture ? MOST_PICTURE_HEIGHT + 40 : 28);
  const { pages, y: top } = paper;
  const width = picture ? WIDTH - PICTURE_WIDTH - 20 : WIDTH;
  if (picture) {
    drawPicture(composition, block, RIGHT - PICTURE_WIDTH);
  } else if (block.title) {
    paper.paragraph(block.title, LEFT, width, STYLES.strong);
  }
  const pictureEnd = paper.y;
  if (picture) paper.y = top;
  if (block.text) paper.paragraph(block.text, LEFT, width, STYLES.body);
  for (const [label, value] of block.rows) drawRow(composition, label, value, width);
  if (picture && paper.pages === pages) paper.y = Math.max(paper.y, pictureEnd);
}

function drawRow({ paper }: Composition, label: string, value: string, width: number): void {
  paper.ensure(STYLES.body.leading);
  paper.text(label, LEFT, paper.y + STYLES.body.leading, STYLES.label, SECTION_INDENT - 8);
  paper.paragraph(value, LEFT + SECTION_INDENT, width - SECTION_INDENT, STYLES.body);
}
