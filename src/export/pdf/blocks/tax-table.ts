import type { SheetTax } from '../../document-sheet.js';
import type { Composition } from '../composition.js';
import { HAIRLINE, LEFT, STYLES } from '../paper/style.js';

/** The tax summary by rate, measured. */
export interface TaxTable {
  readonly width: number;
  readonly height: number;
  draw(): void;
}

interface Column {
  readonly label: string;
  readonly cells: readonly string[];
  readonly width: number;
  readonly isFigure: boolean;
}

const GAP = 13;
const ROW = 15;
const MOST_NAME = 130;

/** Blank for a rate that has no surcharge. */
const surcharged = (cell: (tax: SheetTax) => string) => (tax: SheetTax) =>
  tax.surchargeRate === 0 ? '' : cell(tax);

/**
 * The taxes of a document with several of them, or with a surcharge: a single rate is said by the
 * totals. Columns without any value are left out.
 *
 * @returns null where no table is needed
 */
export function layTaxTable(
  { paper, sheet, labels, formats }: Composition,
  room: number,
): TaxTable | null {
  const { taxes } = sheet;
  const hasSurcharge = taxes.some(({ surchargeRate }) => surchargeRate !== 0);
  if (taxes.length < 2 && !hasSurcharge) return null;
  const column = (label: string, cell: (tax: SheetTax) => string, isFigure = true): Column => {
    const cells = taxes.map(cell);
    const widths = cells.map((text) => paper.width(text, STYLES.small));
    const natural = Math.max(paper.width(label, STYLES.tableHead), ...widths);
    return { label, cells, isFigure, width: isFigure ? natural : Math.min(natural, MOST_NAME) };
  };
  const columns = [
    column(labels.taxes.tax, ({ name }) => name, false),
    column(labels.taxes.base, ({ base }) => formats.amount(base)),
    column(labels.taxes.rate, ({ rate }) => formats.percent(rate)),
    column(labels.taxes.amount, ({ amount }) => formats.amount(amount)),
    ...(hasSurcharge
      ? [
          column(
            labels.taxes.surchargeRate,
            surcharged(({ surchargeRate }) => formats.percent(surchargeRate)),
          ),
          column(
            labels.taxes.surchargeAmount,
            surcharged(({ surchargeAmount }) => formats.amount(surchargeAmount)),
          ),
        ]
      : []),
  ];
  const width = columns.reduce((sum, { width: own }) => sum + own + GAP, -GAP);
  return {
    width,
    height: (taxes.length + 1) * ROW,
    draw: () => drawTaxTable(columns, Math.max(0, Math.min(room, width + 40) - width)),
  };

  /** The spare room goes between the name and the figures. */
  function drawTaxTable(all: readonly Column[], spare: number): void {
    // Rows of the totals beside it have the same height: both stand on the same lines.
    paper.y += ROW;
    eachCell(all, spare, ({ label }) => label, STYLES.tableHead);
    paper.rule(paper.y + 4, LEFT, LEFT + width + spare, HAIRLINE);
    taxes.forEach((_, place) => {
      paper.ensure(ROW);
      paper.y += ROW;
      eachCell(all, spare, ({ cells }) => cells[place] ?? '', STYLES.small);
    });
  }

  function eachCell(
    all: readonly Column[],
    spare: number,
    textOf: (column: Column) => string,
    style: typeof STYLES.small,
  ): void {
    let left = LEFT;
    for (const [index, each] of all.entries()) {
      if (each.isFigure) paper.textRight(textOf(each), left + each.width, paper.y, style);
      else paper.text(textOf(each), left, paper.y, style, each.width);
      left += each.width + GAP + (index === 0 ? spare : 0);
    }
  }
}
