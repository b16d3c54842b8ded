import type { Paper } from '../paper/paper.js';
import { LEFT, SECTION_INDENT, STYLES, WIDTH } from '../paper/style.js';

/** A title that hangs to the left of what `draw` puts under `y`. */
export function drawSection(paper: Paper, title: string, draw: () => void): void {
  paper.y += 17;
  paper.ensure(30);
  const lines = paper.lines(title, SECTION_INDENT - 14, STYLES.label);
  lines.forEach((line, index) => {
    paper.text(line, LEFT, paper.y + 12 + index * STYLES.label.leading, STYLES.label);
  });
  const { pages, y } = paper;
  draw();
  // A title may have more lines than what it stands beside.
  if (paper.pages === pages) paper.y = Math.max(paper.y, y + lines.length * STYLES.label.leading);
}

/** A section of running text. */
export function drawTextSection(paper: Paper, title: string, text: string): void {
  drawSection(paper, title, () =>
    paper.paragraph(text, LEFT + SECTION_INDENT, WIDTH - SECTION_INDENT, STYLES.body),
  );
}
