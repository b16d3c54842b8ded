import type { Composition } from '../composition.js';
import { LEFT, RIGHT, RULE, STYLES, WIDTH } from '../paper/style.js';

/** What it is and its code, over a rule; a draft says so. */
export function drawTitle({ paper, sheet: { code, draft }, labels, title }: Composition): void {
  const style = STYLES.title;
  paper.y += 20;
  const whole = paper.width(`${title}  ${code}`, style);
  if (whole <= WIDTH - 80) {
    paper.y += style.leading;
    paper.text(title, LEFT, paper.y, style);
    paper.text(code, LEFT + paper.width(`${title} `, style) + 2, paper.y, STYLES.titleCode);
  } else {
    paper.paragraph(title, LEFT, WIDTH, style);
    paper.paragraph(code, LEFT, WIDTH, STYLES.titleCode);
  }
  if (draft) paper.textRight(labels.draft, RIGHT, paper.y, STYLES.draft);
  paper.y += 11;
  paper.rule(paper.y, LEFT, RIGHT, RULE);
}
