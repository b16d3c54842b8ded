import type { SheetPayment, SheetReceipt } from '../../document-sheet.js';
import type { Composition } from '../composition.js';
import type { Paper } from '../paper/paper.js';
import { drawSection } from './sections.js';
import { HAIRLINE, LEFT, RIGHT, SECTION_INDENT, STYLES, type TextStyle } from '../paper/style.js';

const X = LEFT + SECTION_INDENT;
const ROW = 15;
const HEAD = 15;

/** How and when it is to be paid. */
export function drawPayment(composition: Composition): void {
  const { paper, sheet, labels } = composition;
  const { payment } = sheet;
  if (!payment) return;
  const { receipts } = payment;
  const way = wayOf(payment).join(' · ');
  if (way === '' && receipts.length === 0) return;
  const isSame = receipts.every((receipt) => wayOf(receipt).join(' · ') === way);
  drawSection(paper, labels.payment.method, () => {
    if (way !== '' && isSame) {
      paper.paragraph(way, X, RIGHT - X, STYLES.body);
      paper.y += receipts.length > 0 ? 6 : 0;
    }
    if (receipts.length > 0) drawReceipts(paper, receipts, receiptColumns(composition, !isSame));
  });
}

function wayOf({ method, iban }: Pick<SheetPayment, 'method' | 'iban'>): string[] {
  return [method, iban && `IBAN ${iban}`].filter(Boolean);
}

interface Column {
  readonly label: string;
  /** Where it begins; a column of figures: where it ends. */
  readonly x: number;
  readonly width: number;
  readonly isFigure?: boolean;
  readonly text: (receipt: SheetReceipt) => string;
  readonly style?: (receipt: SheetReceipt) => TextStyle;
}

function drawReceipts(
  paper: Paper,
  receipts: readonly SheetReceipt[],
  columns: readonly Column[],
): void {
  paper.ensure(HEAD + 2 * ROW);
  drawHead(paper, columns);
  for (const receipt of receipts) {
    const cells = columns.map((column) => {
      const style = column.style?.(receipt) ?? STYLES.small;
      const text = column.text(receipt);
      // Figures get smaller rather than break.
      const lines = column.isFigure ? [text] : paper.lines(text, column.width, style);
      return { column, style, lines };
    });
    const most = Math.max(...cells.map(({ lines }) => lines.length));
    const height = ROW + (most - 1) * STYLES.small.leading;
    if (paper.room < height) {
      paper.newPage();
      drawHead(paper, columns);
    }
    const first = paper.y + ROW;
    for (const { column, style, lines } of cells) {
      lines.forEach((line, index) => {
        drawCell(paper, column, line, first + index * style.leading, style);
      });
    }
    paper.y += height;
  }
}

function drawHead(paper: Paper, columns: readonly Column[]): void {
  for (const column of columns) {
    drawCell(paper, column, column.label, paper.y + 10, STYLES.tableHead);
  }
  paper.y += HEAD;
  paper.rule(paper.y, X, RIGHT, HAIRLINE);
}

function drawCell(
  paper: Paper,
  { x, width, isFigure }: Column,
  text: string,
  baseline: number,
  style: TextStyle,
): void {
  if (isFigure) paper.textRight(text, x, baseline, style, width);
  else paper.text(text, x, baseline, style, width);
}

/** The amounts end where those of the lines and the totals do. */
function receiptColumns(
  { sheet, labels, formats }: Composition,
  withMethod: boolean,
): readonly Column[] {
  const { payment } = labels;
  const isAnyPaid = sheet.payment?.receipts.some(({ paid }) => paid) ?? false;
  const [due, method, status] = [X + 42, X + 108, RIGHT - 108];
  const methodColumn: Column = {
    label: payment.method,
    x: method,
    width: status - method - 6,
    text: (receipt) => wayOf(receipt).join('\n'),
  };
  const statusColumn: Column = {
    label: payment.status,
    x: status,
    width: 48,
    text: ({ paid }) => (paid ? payment.paid : payment.pending),
    style: ({ paid }) => (paid ? STYLES.paid : STYLES.small),
  };
  return [
    { label: payment.receipt, x: X, width: 38, text: ({ number }) => String(number) },
    { label: payment.due, x: due, width: 60, text: (receipt) => formats.day(receipt.due) },
    ...(withMethod ? [methodColumn] : []),
    // Where nothing is paid yet, the due dates say all.
    ...(isAnyPaid ? [statusColumn] : []),
    {
      label: payment.amount,
      x: RIGHT,
      width: 58,
      isFigure: true,
      text: ({ amount }) => formats.amount(amount),
    },
  ];
}
