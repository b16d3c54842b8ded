import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { CellValue, Column, stream } from 'exceljs';
import type { SqlRow } from '../../kernel/database/sql-value.js';
import { cellText } from '../../kernel/text/csv.js';
import type { ColumnDefinition } from '../registry/column.js';
import { csvValue, type ShownValues } from './list-cells.js';

type Value = Parameters<typeof csvValue>[1];
type Sheet = ReturnType<stream.xlsx.WorkbookWriter['addWorksheet']>;

/** What a sheet can hold, with its header; further rows go on a sheet of their own. */
const MOST_ROWS = 1_048_576;
/** To make so many takes some milliseconds, in which nobody else is answered. */
const ROWS_AT_ONCE = 100;
/** Spreadsheets take 31 characters, of which the number of a further sheet needs some. */
const LONGEST_NAME = 25;
/** Spreadsheets count days from here on; what is earlier stays a text. */
const FIRST_DAY = '1900-03-01';
const DATE_FORMATS: Partial<Record<ColumnDefinition['kind'], string>> = {
  day: 'dd-mm-yyyy',
  moment: 'dd-mm-yyyy hh:mm:ss',
};

/** The bytes of an XLSX workbook, as its rows are read and its reader takes them. */
export async function* workbookPieces(
  name: string,
  columns: readonly ColumnDefinition[],
  shown: ShownValues,
  batches: AsyncIterable<readonly SqlRow[]>,
): AsyncIterable<Uint8Array> {
  const output = new PassThrough();
  const writing = writeWorkbook(output, name, columns, shown, batches).catch((error: unknown) =>
    output.destroy(error as Error),
  );
  try {
    yield* output as AsyncIterable<Uint8Array>;
  } finally {
    output.destroy();
    await writing;
  }
}

async function writeWorkbook(
  output: PassThrough,
  name: string,
  columns: readonly ColumnDefinition[],
  shown: ShownValues,
  batches: AsyncIterable<readonly SqlRow[]>,
): Promise<void> {
  // Loaded when it is first needed: it is large.
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream: output,
    useStyles: true,
    useSharedStrings: false,
  });
  let sheet = newSheet(workbook, name, 1, columns);
  let [sheets, written] = [1, 1];
  for await (const rows of batches) {
    for (const row of rows) {
      if (written === MOST_ROWS) {
        sheet.commit();
        sheet = newSheet(workbook, name, (sheets += 1), columns);
        written = 1;
      }
      const values = shown.values(row);
      sheet.addRow(columns.map((column, at) => cellValue(column, values[at] ?? null))).commit();
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
  name: string,
  number: number,
  columns: readonly ColumnDefinition[],
): Sheet {
  const views = [{ state: 'frozen' as const, ySplit: 1 }];
  const title = name.slice(0, LONGEST_NAME) + (number === 1 ? '' : ` ${number}`);
  const sheet = workbook.addWorksheet(title, { views });
  sheet.columns = columns.map(({ kind, name: header }): Partial<Column> => ({
    width: Math.max(12, header.length + 2),
    ...(DATE_FORMATS[kind] && { style: { numFmt: DATE_FORMATS[kind] } }),
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

/** Days and moments as dates, numbers and booleans as such, texts as they were typed. */
function cellValue(column: ColumnDefinition, value: Value): CellValue {
  if (column.kind in DATE_FORMATS && typeof value === 'string' && value >= FIRST_DAY) {
    return new Date(`${value.replace(' ', 'T')}Z`.replace(/^(.{10})Z$/, '$1T00:00:00Z'));
  }
  const cell = csvValue(column, value);
  return typeof cell === 'string' ? cellText(cell) : cell;
}
