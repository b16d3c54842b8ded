import type { SheetLine } from '../../document-sheet.js';
import type { Composition } from '../composition.js';
import { lineColumns, type FigureColumn, type LineColumns } from './line-columns.js';
import { HAIRLINE, LEFT, RIGHT, RULE, STYLES, type TextStyle } from '../paper/style.js';

/** Above and below the text of a row. */
const PADDING = 4.75;
const HEAD_HEIGHT = 16;
const CARRY_HEIGHT = 18;
/** A row of up to so many text lines goes to the next page in one piece. */
const MOST_TOGETHER = 8;
/** So many text lines stand together at least when a row is broken. */
const LEAST_TOGETHER = 2;

interface RowText {
  readonly text: string;
  readonly style: TextStyle;
}

interface Row {
  readonly line: SheetLine;
  readonly place: number;
  readonly description: readonly RowText[];
  readonly reference: readonly string[];
}

/**
 * The lines of the document, over as many pages as they need; each page begins with the heads of
 * the columns and the sum of the pages before.
 *
 * @param tail height of what must stand under the last row on the same page
 */
export function drawLines(composition: Composition, tail: number): void {
  const { paper, sheet } = composition;
  const table = new LineTable(composition, lineColumns(composition));
  paper.y += 20;
  table.begin();
  sheet.lines.forEach((line, place) => {
    const isLast = place === sheet.lines.length - 1;
    table.drawRow(line, place, isLast ? tail : CARRY_HEIGHT);
    if (!line.breaksPage) return;
    if (isLast) paper.newPage();
    else table.breakPage();
  });
}

class LineTable {
  /** Net of the rows so far. */
  #sum = 0;
  /** No row stands on the page yet. */
  #isNewPage = true;
  /** The column that is carried from page to page. */
  readonly #net: FigureColumn | undefined;

  constructor(
    readonly composition: Composition,
    readonly columns: LineColumns,
  ) {
    this.#net = columns.figures.find(({ name }) => name === 'net');
  }

  /** Starts where the first row has its place: a head alone at the end of a page heads nothing. */
  begin(): void {
    const { paper, sheet } = this.composition;
    const [first] = sheet.lines;
    const lines = first ? this.#row(first, 0).description.length : 0;
    const least = rowHeight(lines <= MOST_TOGETHER ? lines : LEAST_TOGETHER);
    paper.ensure(HEAD_HEIGHT + least + CARRY_HEIGHT);
    this.#drawHead();
  }

  #drawHead(): void {
    const { paper, labels } = this.composition;
    const { reference, description, figures } = this.columns;
    const style = STYLES.tableHead;
    const baseline = paper.y + style.leading;
    paper.y += HEAD_HEIGHT;
    if (reference) paper.text(labels.lines.reference, LEFT, baseline, style);
    paper.text(labels.lines.description, description.left, baseline, style, description.width);
    for (const { label, right, width } of figures) {
      paper.textRight(label, right, baseline, style, width);
    }
    paper.rule(paper.y, LEFT, RIGHT, RULE);
  }

  /** @param below height that must remain under the row */
  drawRow(line: SheetLine, place: number, below: number): void {
    const { paper } = this.composition;
    const row = this.#row(line, place);
    const isShort = row.description.length <= MOST_TOGETHER;
    const least = isShort
      ? rowHeight(row.description.length) + below
      : rowHeight(LEAST_TOGETHER) + CARRY_HEIGHT;
    // Nothing is gained where no row stands on the page yet.
    if (paper.room < least && !this.#isNewPage) this.breakPage();
    this.#drawPieces(row, isShort ? 0 : below);
    this.#sum += line.net;
    this.#isNewPage = false;
  }

  /** Ends the page with the sum so far, which the next one begins with. */
  breakPage(): void {
    const { paper, labels } = this.composition;
    this.#drawCarry(labels.lines.carriedForward, false);
    paper.newPage();
    this.#drawHead();
    this.#drawCarry(labels.lines.broughtForward, true);
    this.#isNewPage = true;
  }

  #drawPieces(row: Row, below: number): void {
    const { paper } = this.composition;
    const lines = row.description;
    for (let start = 0; start < lines.length;) {
      const room = paper.room - 2 * PADDING;
      const rest = lines.length - start;
      const isRestFitting = room - below >= rest * STYLES.body.leading;
      const most = Math.floor((room - CARRY_HEIGHT) / STYLES.body.leading);
      // What does not fit with all that must stand under it leaves a line to go along with that;
      // and at least one is drawn, or a page that holds none would never end.
      const count = isRestFitting ? rest : Math.max(1, Math.min(most, rest - 1));
      this.#drawPiece(row, start, count);
      start += count;
      // The figures are on the page of the first piece, and so in its sum.
      if (start < lines.length) {
        this.#sum += row.line.net;
        this.breakPage();
        this.#sum -= row.line.net;
      }
    }
  }

  #drawPiece({ line, place, description, reference }: Row, start: number, count: number): void {
    const { paper } = this.composition;
    const { leading } = STYLES.body;
    const first = paper.y + PADDING + leading - 2.5;
    for (let index = 0; index < count; index++) {
      const piece = description[start + index];
      const baseline = first + index * leading;
      if (piece) paper.text(piece.text, this.columns.description.left, baseline, piece.style);
      const code = reference[start + index];
      if (code) paper.text(code, LEFT, baseline, STYLES.small);
    }
    if (start === 0) {
      for (const { cells, right, width } of this.columns.figures) {
        const { text, inset } = cells[place] ?? { text: '', inset: 0 };
        paper.textRight(text, right - inset, first, STYLES.body, width - inset);
      }
    }
    paper.y += rowHeight(count);
    if (start + count === description.length && !line.breaksPage) {
      paper.rule(paper.y, LEFT, RIGHT, HAIRLINE);
    }
  }

  #row(line: SheetLine, place: number): Row {
    const { paper, labels } = this.composition;
    const { width } = this.columns.description;
    const text = (value: string, style: TextStyle): RowText[] =>
      paper.lines(value, width, style).map((part) => ({ text: part, style }));
    const description = text(line.description, STYLES.body);
    if (line.supplied) description.push(...text(labels.lines.supplied, STYLES.soft));
    const reference = line.reference
      ? paper.lines(line.reference, this.columns.reference, STYLES.small)
      : [];
    // A reference may need more lines than the words.
    while (description.length < reference.length)
      description.push({ text: '', style: STYLES.body });
    return { line, place, description, reference };
  }

  #drawCarry(label: string, isBrought: boolean): void {
    if (!this.#net) return;
    const { paper, formats } = this.composition;
    const { right } = this.#net;
    const baseline = paper.y + 12;
    const sum = formats.amount(this.#sum);
    paper.textRight(sum, right, baseline, STYLES.strong);
    const labelRight = right - paper.width(sum, STYLES.strong) - 10;
    paper.textRight(label, labelRight, baseline, STYLES.soft);
    paper.y += CARRY_HEIGHT;
    if (isBrought) paper.rule(paper.y, LEFT, RIGHT, HAIRLINE);
  }
}

function rowHeight(lines: number): number {
  return lines * STYLES.body.leading + 2 * PADDING;
}
