import type { SheetCompany } from '../../document-sheet.js';
import { addressLines, taxIdLine } from './addresses.js';
import type { Composition } from '../composition.js';
import type { Paper } from '../paper/paper.js';
import type { Picture } from '../paper/pictures.js';
import { LEFT, RIGHT, STYLES, TOP, WIDTH, type TextStyle } from '../paper/style.js';

const MOST_LOGO = { width: 200, height: 80 };
const GAP = 24;
/** A name may fill so much of the page at most. */
const MOST_NAME = WIDTH * 0.6;
/** From the end of a line up to its baseline. */
const RISE = 4;

/** Logo and company; without a logo the name stands in its place. */
export function drawLetterhead({
  paper,
  sheet: { company },
  pictures: { logo },
}: Composition): void {
  const room = logo ? WIDTH - MOST_LOGO.width - GAP : MOST_NAME;
  const isShort = paper.width(company.name, STYLES.wordmark) <= room;
  const style = isShort ? STYLES.wordmark : STYLES.longWordmark;
  const name = paper.lines(company.name, room, style);
  let leftEnd = TOP;
  if (logo) {
    leftEnd += drawLogo(paper, logo);
    const nameEnd = drawRight(paper, name, TOP, style);
    drawRight(paper, detailLines(paper, company, room), nameEnd + 1.5, STYLES.company);
  } else {
    for (const line of name) {
      leftEnd += style.leading;
      paper.text(line, LEFT, leftEnd - RISE, style);
    }
    const widest = Math.max(...name.map((line) => paper.width(line, style)));
    // The first detail stands on the line of the name.
    const start = TOP + style.leading - STYLES.company.leading;
    drawRight(paper, detailLines(paper, company, WIDTH - widest - GAP), start, STYLES.company);
  }
  paper.y = Math.max(leftEnd, paper.y);
}

/** @returns its height */
function drawLogo(paper: Paper, { file, width, height }: Picture): number {
  // A small picture is not blown up: a dot is a 72nd of an inch at most.
  const scale = Math.min(1, MOST_LOGO.width / width, MOST_LOGO.height / height);
  paper.picture(file, LEFT, TOP, width * scale, height * scale);
  return height * scale;
}

function drawRight(paper: Paper, lines: string[], top: number, style: TextStyle): number {
  paper.y = top;
  for (const line of lines) {
    paper.y += style.leading;
    paper.textRight(line, RIGHT, paper.y - RISE, style);
  }
  return paper.y;
}

function detailLines(paper: Paper, company: SheetCompany, width: number): string[] {
  const { phones, email, web } = company;
  const calls = phones.filter(Boolean).join(' · ');
  const sites = [email, web].filter(Boolean).join(' · ');
  const all = [calls, sites].filter(Boolean).join(' · ');
  const contacts = paper.width(all, STYLES.company) <= width ? [all] : [calls, sites];
  return [taxIdLine(company), ...addressLines(company.address), ...contacts]
    .filter(Boolean)
    .flatMap((line) => paper.lines(line, width, STYLES.company));
}
