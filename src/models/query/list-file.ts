import type { SqlRow } from '../../kernel/database/sql-value.js';
import { BYTE_ORDER_MARK, csvRow, type CsvStyle } from '../../kernel/text/csv.js';
import type { ColumnDefinition } from '../registry/column.js';
import { workbookPieces } from '../../kernel/text/workbook.js';
import { csvValue, datesOf, workbookValue, type ShownValues } from './list-cells.js';
import { MEDIA_TYPES, type ListFormat } from './list-format.js';
import { oneBatch, textWriter, type ListWriter } from './list-writer.js';

export interface ListFile {
  readonly format: Exclude<ListFormat, 'json'>;
  /** Of the file, without its ending. */
  readonly name: string;
  readonly columns: readonly ColumnDefinition[];
  readonly shown: ShownValues;
  /** Of CSV. */
  readonly style: CsvStyle;
}

/** Writes a list as a file for spreadsheets: a header row, then a row for each record. */
export function fileWriter({ format, name, columns, shown, style }: ListFile): ListWriter {
  const headers = {
    'Content-Type': format === 'csv' ? `${MEDIA_TYPES.csv}; charset=utf-8` : MEDIA_TYPES.xlsx,
    'Content-Disposition': `attachment; filename="${name}.${format}"`,
    Vary: 'Accept',
  };
  if (format === 'xlsx') {
    const table = {
      name,
      columns: columns.map((column) => ({ name: column.name, dates: datesOf(column) })),
      cells: (row: SqlRow) => {
        const values = shown.values(row);
        return columns.map((column, at) => workbookValue(column, values[at] ?? null));
      },
    };
    const pieces: ListWriter['pieces'] = (batches) => workbookPieces(table, batches);
    return { headers, pieces, page: (rows) => pieces(oneBatch(rows)) };
  }
  const open =
    BYTE_ORDER_MARK +
    csvRow(
      columns.map((column) => column.name),
      style,
    );
  const write = (rows: readonly SqlRow[]) =>
    rows.map((row) => csvLine(columns, shown, row, style)).join('\n');
  return textWriter({ open, first: '\n', between: '\n', close: '' }, write, headers);
}

function csvLine(
  columns: readonly ColumnDefinition[],
  shown: ShownValues,
  row: SqlRow,
  style: CsvStyle,
): string {
  const values = shown.values(row);
  return csvRow(
    columns.map((column, index) => csvValue(column, values[index] ?? null)),
    style,
  );
}
