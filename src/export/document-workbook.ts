import type { Workbook } from 'exceljs';
import { normalForm } from '../kernel/text/normal-form.js';
import { DATE_FORMATS, workbookText, type WorkbookCell } from '../kernel/text/workbook.js';
import { datesOf, workbookValue, type ColumnDefinition } from '../models/index.js';
import { valuesOf, type DocumentColumns } from './document-table.js';
import type { ExportedDocument } from './exported-document.js';

export interface WorkbookTexts {
  readonly title: string;
  /** Name of the sheet of the lines. */
  readonly lines: string;
}

const PRICE = '#,##0.00';
const LONGEST_SHEET_NAME = 31;

/** An XLSX workbook of two sheets: the lines of a document, and the document. */
export async function documentWorkbook(
  { document, lines, baseName }: Pick<ExportedDocument, 'document' | 'lines' | 'baseName'>,
  { ofDocument, ofLines }: DocumentColumns,
  texts: WorkbookTexts,
): Promise<Uint8Array> {
  // Loaded when it is first needed: it is large.
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  workbook.creator = 'facturanest';
  workbook.title = workbookText(texts.title);
  const name = slug(texts.lines) || 'lines';
  const own = slug(baseName);
  addSheet(workbook, name, ofLines, lines);
  addSheet(workbook, own === '' || own === name ? `${name}-2` : own, ofDocument, [document]);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function addSheet(
  workbook: Workbook,
  name: string,
  columns: readonly ColumnDefinition[],
  records: readonly object[],
): void {
  const sheet = workbook.addWorksheet(name);
  sheet.columns = columns.map((column) => {
    const numFmt = formatOf(column);
    return numFmt ? { style: { numFmt } } : {};
  });
  sheet.addRow(columns.map((column) => column.name));
  for (const record of records) {
    const values = valuesOf(record, columns);
    sheet.addRow(
      columns.map((column, at) => switchAsNumber(workbookValue(column, values[at] ?? null))),
    );
  }
}

function formatOf(column: ColumnDefinition): string | undefined {
  const dates = datesOf(column);
  if (dates) return DATE_FORMATS[dates];
  return column.kind === 'real' || column.kind === 'money' ? PRICE : undefined;
}

/** Switches are numbers in the files of a document. */
function switchAsNumber(cell: WorkbookCell): WorkbookCell {
  return typeof cell === 'boolean' ? Number(cell) : cell;
}

/** As sheets may be named: lower-case letters and digits, with hyphens between. */
function slug(text: string): string {
  return normalForm(text, 'NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_SHEET_NAME)
    .replace(/^-|-$/g, '');
}
