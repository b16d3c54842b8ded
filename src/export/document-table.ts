import type { DocumentKind } from '../documents/index.js';
import type { Cell } from '../kernel/text/csv.js';
import { csvValue, type ColumnDefinition, type Registry } from '../models/index.js';
import type { ExportedDocument } from './exported-document.js';

/** The columns of a document and of its lines, as clients see them. */
export interface DocumentColumns {
  readonly ofDocument: readonly ColumnDefinition[];
  readonly ofLines: readonly ColumnDefinition[];
}

type StoredValue = Parameters<typeof csvValue>[1];

/** What precedes a column of the document whose name a column of the lines has too. */
const OF_DOCUMENT = 'documento_';

export function columnsOf({ document, line }: DocumentKind, registry: Registry): DocumentColumns {
  return { ofDocument: registry.of(document).visible, ofLines: registry.of(line).visible };
}

/** A header row, then a row for each line with the document repeated in it; one where none is. */
export function documentTable(
  { document, lines }: Pick<ExportedDocument, 'document' | 'lines'>,
  { ofDocument, ofLines }: DocumentColumns,
): Cell[][] {
  const taken = new Set(ofLines.map(({ name }) => name));
  const header = [
    ...taken,
    ...ofDocument.map(({ name }) => (taken.has(name) ? OF_DOCUMENT + name : name)),
  ];
  const repeated = cellsOf(document, ofDocument);
  const rows = lines.map((line) => cellsOf(line, ofLines));
  const shown = rows.length > 0 ? rows : [ofLines.map(() => null)];
  return [header, ...shown.map((row) => [...row, ...repeated])];
}

/** The values of a record in the order of the columns: days as people read them. */
function cellsOf(record: object, columns: readonly ColumnDefinition[]): Cell[] {
  const values = valuesOf(record, columns);
  return columns.map((column, at) => csvValue(column, values[at] ?? null));
}

/** The values of a record in the order of the columns, as they are stored. */
export function valuesOf(record: object, columns: readonly ColumnDefinition[]): StoredValue[] {
  const values = record as Readonly<Record<string, StoredValue>>;
  return columns.map(({ name }) => values[name] ?? null);
}
