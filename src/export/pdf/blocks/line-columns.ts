import type { DocumentSheet, SheetLine } from '../../document-sheet.js';
import type { LineLabels } from '../../labels/labels.js';
import type { Composition } from '../composition.js';
import type { Paper } from '../paper/paper.js';
import { LEFT, RIGHT, STYLES } from '../paper/style.js';
import { taxWord } from './tax-word.js';

/** A column of figures. */
export interface FigureColumn {
  readonly name: keyof LineLabels;
  readonly label: string;
  /** Where its figures end. */
  readonly right: number;
  readonly width: number;
  readonly cells: readonly Cell[];
}

export interface Cell {
  readonly text: string;
  /** So far before the end of the column it ends, that decimal signs stand under each other. */
  readonly inset: number;
}

export interface LineColumns {
  /** Width of the column of references; 0 without one. */
  readonly reference: number;
  readonly description: { readonly left: number; readonly width: number };
  readonly figures: readonly FigureColumn[];
}

interface Figure {
  readonly name: keyof LineLabels;
  readonly isShown: (line: SheetLine) => boolean;
  readonly value: (line: SheetLine) => number;
  readonly format: 'quantity' | 'price' | 'percent' | 'amount';
  /** Zeros are left blank where another line has more. */
  readonly blanksZero: boolean;
}

const showsPrice = (line: SheetLine) => line.showsPrice;
const FIGURES: readonly Figure[] = [
  {
    name: 'quantity',
    isShown: (line) => line.showsQuantity,
    value: (line) => line.quantity,
    format: 'quantity',
    blanksZero: false,
  },
  figure('price', 'price', (line) => line.price, false),
  figure('discount', 'percent', (line) => line.discount, true),
  figure('secondDiscount', 'percent', (line) => line.secondDiscount, true),
  figure('net', 'amount', (line) => line.net, false),
  {
    name: 'tax',
    isShown: (line) => line.showsPrice && !line.supplied,
    value: (line) => line.taxRate,
    format: 'percent',
    blanksZero: false,
  },
  figure('surcharge', 'percent', (line) => line.surchargeRate, true),
  figure('withholding', 'percent', (line) => line.withholdingRate, true),
];

function figure(
  name: keyof LineLabels,
  format: Figure['format'],
  value: Figure['value'],
  blanksZero: boolean,
): Figure {
  return { name, isShown: showsPrice, value, format, blanksZero };
}

const GAP = 13;
const MOST_REFERENCE = 76;
const LEAST_DESCRIPTION = 130;

/** The columns that have something to say, as wide as their figures. */
export function lineColumns({ paper, sheet, labels, formats }: Composition): LineColumns {
  const reference = referenceWidth(paper, sheet, labels.lines.reference);
  const left = LEFT + (reference && reference + GAP);
  const shown = FIGURES.filter(({ isShown, value }) =>
    sheet.lines.some((line) => isShown(line) && value(line) !== 0),
  );
  const natural = shown.map((column) => {
    const label = column.name === 'tax' ? taxWord(sheet, labels) : labels.lines[column.name];
    const texts = sheet.lines.map((line) => cellOf(column, line, formats));
    const cells = aligned(paper, texts, column.format === 'percent' ? '%' : formats.decimalSign);
    return { name: column.name, label, cells, width: columnWidth(paper, label, cells) };
  });
  const wanted = natural.reduce((sum, { width }) => sum + width + GAP, 0);
  // Huge figures are drawn smaller rather than leave no room for the words.
  const scale = Math.min(1, (RIGHT - left - LEAST_DESCRIPTION) / wanted);
  let right = RIGHT;
  const figures = natural.toReversed().map((column) => {
    const placed = { ...column, right, width: column.width * scale };
    right -= placed.width + GAP * scale;
    return placed;
  });
  return {
    reference,
    description: { left, width: Math.min(right, RIGHT) - left },
    figures: figures.reverse(),
  };
}

function cellOf(
  { isShown, value, format, blanksZero }: Figure,
  line: SheetLine,
  formats: Composition['formats'],
): string {
  const number = value(line);
  return isShown(line) && !(blanksZero && number === 0) ? formats[format](number) : '';
}

/** The cells of a column with what follows `sign` in all of them under each other. */
function aligned(paper: Paper, texts: readonly string[], sign: string): Cell[] {
  const tails = texts.map((text) => {
    const place = text.lastIndexOf(sign);
    return place < 0 ? 0 : paper.width(text.slice(place), STYLES.body);
  });
  const widest = tails.reduce((most, tail) => Math.max(most, tail), 0);
  return texts.map((text, index) => ({ text, inset: widest - (tails[index] ?? 0) }));
}

function columnWidth(paper: Paper, label: string, cells: readonly Cell[]): number {
  return cells.reduce(
    (width, { text, inset }) => Math.max(width, paper.width(text, STYLES.body) + inset),
    paper.width(label, STYLES.tableHead),
  );
}

function referenceWidth(paper: Paper, { lines }: DocumentSheet, label: string): number {
  if (lines.every(({ reference }) => reference === '')) return 0;
  const widest = lines.reduce(
    (width, { reference }) => Math.max(width, paper.width(reference, STYLES.small)),
    paper.width(label, STYLES.tableHead),
  );
  // A hair more, that rounding does not break the widest one.
  return Math.min(widest + 0.1, MOST_REFERENCE);
}
