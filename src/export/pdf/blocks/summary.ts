import type { Composition } from '../composition.js';
import { BOTTOM, RIGHT, RULE, STYLES, TOP, WIDTH } from '../paper/style.js';
import { layTaxTable, type TaxTable } from './tax-table.js';
import { totalRows, type TotalRow } from './total-rows.js';

const TOTALS_WIDTH = 214;
const TAXES_WIDTH = WIDTH - TOTALS_WIDTH - 28;
const ROW = 15;
const GRAND_TOTAL = 34;
const ABOVE = 14;

/** Tax table and totals: side by side where there is room, and never on two pages. */
export interface Summary {
  readonly height: number;
  draw(): void;
}

export function layOutSummary(composition: Composition): Summary {
  const rows = totalRows(composition);
  const taxes = layTaxTable(composition, TAXES_WIDTH);
  const totalsHeight = rows.length * ROW + GRAND_TOTAL;
  const taxesHeight = taxes?.height ?? 0;
  const isBeside = taxes !== null && taxes.width <= TAXES_WIDTH;
  const height =
    ABOVE + (isBeside ? Math.max(totalsHeight, taxesHeight) : totalsHeight + taxesHeight);
  return {
    height,
    draw: () => drawSummary(composition, { rows, taxes, isBeside, height }),
  };
}

interface Parts {
  readonly rows: readonly TotalRow[];
  readonly taxes: TaxTable | null;
  readonly isBeside: boolean;
  readonly height: number;
}

function drawSummary(composition: Composition, { rows, taxes, isBeside, height }: Parts): void {
  const { paper } = composition;
  // More rates than a page holds can only be broken.
  if (height <= BOTTOM - TOP - 40) paper.ensure(height);
  paper.y += ABOVE;
  const top = paper.y;
  taxes?.draw();
  const taxesEnd = paper.y;
  if (isBeside) paper.y = top;
  drawTotals(composition, rows);
  if (isBeside) paper.y = Math.max(paper.y, taxesEnd);
}

function drawTotals({ paper, sheet, labels, formats }: Composition, rows: readonly TotalRow[]) {
  paper.ensure(rows.length * ROW + GRAND_TOTAL);
  const left = RIGHT - TOTALS_WIDTH;
  for (const { label, value } of rows) {
    paper.y += ROW;
    const width = paper.width(value, STYLES.body);
    paper.text(label, left, paper.y, STYLES.body, TOTALS_WIDTH - Math.min(width, 110) - 8);
    paper.textRight(value, RIGHT, paper.y, STYLES.body, 110);
  }
  paper.y += 8;
  paper.rule(paper.y, left, RIGHT, RULE);
  paper.y += 21;
  paper.text(labels.totals.total, left, paper.y, STYLES.total);
  const most = TOTALS_WIDTH - paper.width(labels.totals.total, STYLES.total) - 10;
  paper.textRight(formats.money(sheet.totals.total), RIGHT, paper.y, STYLES.grandTotal, most);
  paper.y += GRAND_TOTAL - 29;
}
