import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { Column, stream } from 'exceljs';
import { unescapeText } from './escape.js';

/** A cell of a workbook: a day or moment is its date in UTC. */
export type WorkbookCell = string | number | boolean | Date | null;

/** A column, and what its dates are shown like. */
export interface WorkbookColumn {
  readonly name: string;
  readonly dates?: 'day' | 'moment' | undefined;
}

/** A table that becomes a workbook row by row. */
export interface WorkbookTable<R> {
  /** Of the sheet. */
  readonly name: string;
  readonly columns: readonly WorkbookColumn[];
  cells(row: R): WorkbookCell[];
}

type Sheet = ReturnType<stream.xlsx.WorkbookWriter['addWorksheet']>;

/** What a sheet can hold, with its header; further rows go on a sheet of their own. */
const MOST_ROWS = 1_048_576;
/** To make so many takes some milliseconds, in which nobody else is answered. */
const ROWS_AT_ONCE = 100;
/** Spreadsheets take 31 characters, of which the number of a further sheet needs some. */
const LONGEST_NAME = 25;
const LONGEST_CELL = 32_767;
/** What XML has no place for, beside halves of letters: one of them makes a workbook unreadable. */
const NOT_IN_XML = /[\ufffe\uffff]/g;
/** What a spreadsheet would take for the code of a character (ECMA-376, 22.9.2.19). */
const CODED = /_(?=x[\dA-Fa-f]{4}_)/g;
/** Spreadsheets count days from here on; what is earlier stays a text. */
const FIRST_DAY = '1900-03-01';
export const DATE_FORMATS = { day: 'dd-mm-yyyy', moment: 'dd-mm-yyyy hh:mm:ss' } as const;

/**
 * A stored text as it was typed, as much of it as a cell holds. A cell says itself that it is a
 * text, so that `=1+1` is no formula and `007` no number.
 */
export function cellText(stored: string): string {
  return workbookText(unescapeText(stored).slice(0, LONGEST_CELL)).replace(CODED, '_x005F_');
}

/** A text that can stand in the XML of a workbook; U+FFFD stands for what can not. */
export function workbookText(text: string): string {
  return text.toWellFormed().replace(NOT_IN_XML, '\ufffd');
}

/** A stored day or moment, `2026-11-22 10:00:00`, as a date; before March 1900 null. */
export function cellDate(stored: string): Date | null {
  if (stored < FIRST_DAY || !/^\d{4}-/.test(stored)) return null;
  return new Date(`${stored.replace(' ', 'T')}${stored.length > 10 ? '' : 'T00:00:00'}Z`);
}

/** The bytes of an XLSX workbook, as its rows are read and its reader takes them. */
export async function* workbookPieces<R>(
  table: WorkbookTable<R>,
  batches: AsyncIterable<readonly R[]>,
): AsyncGenerator<Uint8Array, void> {
  const output = new PassThrough();
  const writing = writeWorkbook(output, table, batches).catch((error: unknown) =>
    output.destroy(error as Error),
  );
  try {
    yield* output as AsyncIterable<Uint8Array>;
  } finally {
    output.destroy();
    await writing;
  }
}

async function writeWorkbook<R>(
  output: PassThrough,
  table: WorkbookTable<R>,
  batches: AsyncIterable<readonly R[]>,
): Promise<void> {
  // Loaded when it is first needed: it is large.
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream: output,
    useStyles: true,
    useSharedStrings: false,
  });
  let sheet = newSheet(workbook, table, 1);
  let [sheets, written] = [1, 1];
  for await (const rows of batches) {
    for (const row of rows) {
      if (written === MOST_ROWS) {
        sheet.commit();
        sheet = newSheet(workbook, table, (sheets += 1));
        written = 1;
      }
      sheet.addRow(table.cells(row)).commit();
      written += 1;
      if (written % ROWS_AT_ONCE === 0) await roomIn(output);
      // Whoever asked has gone: the rows that are left are not read.
      if (output.destroyed) return;
    }
    // A batch of few rows has large ones.
    await roomIn(output);
  }
  sheet.commit();
  await workbook.commit();
}

function newSheet(
  workbook: stream.xlsx.WorkbookWriter,
  { name, columns }: Pick<WorkbookTable<never>, 'name' | 'columns'>,
  number: number,
): Sheet {
  const views = [{ state: 'frozen' as const, ySplit: 1 }];
  const title = name.slice(0, LONGEST_NAME) + (number === 1 ? '' : ` ${number}`);
  const sheet = workbook.addWorksheet(title, { views });
  sheet.columns = columns.map(({ dates, name: header }): Partial<Column> => ({
    width: Math.max(12, header.length + 2),
    ...(dates && { style: { numFmt: DATE_FORMATS[dates] } }),
  }));
  const header = sheet.addRow(columns.map((column) => column.name));
  header.font = { bold: true };
  header.commit();
  return sheet;
}

/** Waits until the reader has taken what is there, or has gone; others have their turn meanwhile. */
async function roomIn(output: PassThrough): Promise<void> {
  await turn();
  if (!output.writableNeedDrain || output.destroyed) return;
  const waiting = new AbortController();
  await Promise.race(
    ['drain', 'close'].map((event) => once(output, event, { signal: waiting.signal })),
  ).finally(() => waiting.abort());
}
