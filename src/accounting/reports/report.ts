import type { Type } from '@nestjs/common';
import type { Database } from '../../kernel/database/database.js';
import { presentDay, type Day } from '../../kernel/dates/calendar.js';
import { BYTE_ORDER_MARK, csvRow, type Cell, type CsvStyle } from '../../kernel/text/csv.js';
import {
  cellDate,
  cellText,
  workbookPieces,
  type WorkbookCell,
} from '../../kernel/text/workbook.js';
import type { ModelDefinition } from '../../models/index.js';
import type { Parameters } from './parameters.js';
import type { Period } from './period.js';
import type { PeriodFields } from './report-fields.js';
import type { VatSide } from './vat-side.js';

/** A row with its values in the order of the columns. */
export type Row = Readonly<Record<string, Cell>>;
type Batches = Iterable<readonly Row[]> | AsyncIterable<readonly Row[]>;

/** What a report is made of: lists of rows, and what is known when they were read. */
export interface Report {
  /** Of the rows of every list. */
  readonly columns: readonly string[];
  /** By the name of the member; in CSV one follows the other. */
  readonly lists: Readonly<Record<string, () => Batches>>;
  /** Asked last. */
  readonly foot: () => Readonly<Record<string, unknown>>;
}

/** What a report is asked for. */
export interface ReportRequest<T extends PeriodFields = PeriodFields> {
  readonly period: Period;
  readonly parameters: Parameters<T>;
  readonly database: Database;
  /** Of amounts. */
  readonly decimals: number;
  /** The model of the invoices of a book, with the columns that the live table has. */
  readonly invoicesOf: (side: VatSide) => ModelDefinition;
  /** The text of a message key in the language of the caller. */
  readonly text: (key: string) => string;
}

export interface ReportKind<T extends PeriodFields = PeriodFields> {
  /** The last part of its address. */
  readonly name: string;
  /** Its query. */
  readonly fields: Type<T>;
  /** Whether it may reach beyond one fiscal year, where both days are given. */
  readonly crossesYears?: boolean;
  /** @throws InvalidRequestError `invalid-parameters` */
  make(request: ReportRequest<T>): Promise<Report>;
}

/** A report of a period, as it can be written. */
export interface MadeReport {
  readonly kind: ReportKind;
  readonly period: Period;
  readonly report: Report;
}

/** Its name as a file, without an ending. */
export function fileNameOf({ kind, period }: MadeReport): string {
  const parts = [kind.name, period.codejercicio, period.desde, period.hasta];
  return parts
    .filter(Boolean)
    .join('-')
    .replace(/[^\w.-]/g, '_');
}

/** The report as JSON, piece by piece; nothing is read before the first is asked for. */
export function jsonPieces({ kind, period, report }: MadeReport): AsyncGenerator<string, void> {
  return jsonOf(headOf(kind, period), report);
}

function headOf({ name }: ReportKind, period: Period): Record<string, Cell> {
  const { idempresa, codejercicio, desde, hasta } = period;
  return { informe: name, idempresa, codejercicio, ...shownDays({ desde, hasta }) };
}

function shownDays(days: Readonly<Record<string, Day>>): Record<string, string> {
  return Object.fromEntries(Object.entries(days).map(([name, day]) => [name, presentDay(day)]));
}

async function* jsonOf(head: object, { lists, foot }: Report): AsyncGenerator<string, void> {
  yield JSON.stringify(head).slice(0, -1);
  for (const [name, batches] of Object.entries(lists)) {
    let before = `,${JSON.stringify(name)}:[`;
    for await (const rows of batches()) {
      if (rows.length === 0) continue;
      yield before + rows.map((row) => JSON.stringify(row)).join(',');
      before = ',';
    }
    yield before === ',' ? ']' : `${before}]`;
  }
  yield `,${JSON.stringify(foot()).slice(1)}`;
}

/** The report as CSV, in the same way. */
export async function* csvPieces(
  { report }: MadeReport,
  style: CsvStyle,
): AsyncGenerator<string, void> {
  const { columns } = report;
  yield BYTE_ORDER_MARK + csvRow(columns, style);
  for await (const rows of allRows(report)) {
    yield rows.map((row) => `\n${csvRow(valuesOf(row, columns), style)}`).join('');
  }
}

/** The report as an XLSX workbook: numbers as numbers, days as days. */
export function xlsxPieces({ kind, report }: MadeReport): AsyncGenerator<Uint8Array, void> {
  const { columns } = report;
  const isDay = columns.map((name) => DAYS.has(name));
  const table = {
    name: kind.name,
    columns: columns.map((name, at) => ({ name, ...(isDay[at] && { dates: 'day' as const }) })),
    cells: (row: Row) =>
      valuesOf(row, columns).map((value, at) => workbookCell(value, isDay[at] ?? false)),
  };
  return workbookPieces(table, allRows(report));
}

/** Columns of days, in all reports. */
const DAYS: ReadonlySet<string> = new Set(['fecha', 'fechaoperacion']);

function workbookCell(value: Cell, isDay: boolean): WorkbookCell {
  if (typeof value !== 'string') return value;
  const stored = value.replace(/^(\d\d)-(\d\d)-(\d{4})$/, '$3-$2-$1');
  return (isDay ? cellDate(stored) : null) ?? cellText(value);
}

async function* allRows({ lists }: Report): AsyncGenerator<readonly Row[], void> {
  for (const batches of Object.values(lists)) yield* batches();
}

function valuesOf(row: Row, columns: readonly string[]): Cell[] {
  return columns.map((name) => row[name] ?? null);
}
