import type { Database } from '../../kernel/database/database.js';
import { presentDay, type Day } from '../../kernel/dates/calendar.js';
import { Answer, type HeaderMap } from '../../kernel/http/answer.js';
import { COMMAS, csvRow, type Cell } from '../../kernel/text/csv.js';
import type { Parameters } from './parameters.js';
import type { Period } from './period.js';

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
export interface ReportRequest {
  readonly period: Period;
  readonly parameters: Parameters;
  readonly database: Database;
  /** Of amounts. */
  readonly decimals: number;
  /** The tables of older versions lack some columns. */
  readonly has: (table: string, column: string) => boolean;
  /** The text of a message key in the language of the caller. */
  readonly text: (key: string) => string;
}

export interface ReportKind {
  /** The last part of its address. */
  readonly name: string;
  /** Names of its parameters. */
  readonly parameters: readonly string[];
  /** Whether it may reach beyond one fiscal year, where both days are given. */
  readonly crossesYears?: boolean;
  /** @throws ApiError 400 `invalid-parameters` */
  make(request: ReportRequest): Promise<Report>;
}

/** Shorter answers are whole; longer ones are sent while they are read. */
const LONGEST_HELD = 64 * 1024;

/** The report as JSON or CSV. */
export function reportAnswer(
  kind: ReportKind,
  period: Period,
  report: Report,
  { csv, head }: { readonly csv: boolean; readonly head: boolean },
): Promise<Answer> {
  const pieces = csv ? csvOf(report) : jsonOf(headOf(kind, period), report);
  const file = [kind.name, period.codejercicio, period.desde, period.hasta].filter(Boolean);
  const headers = csv && {
    'Content-Type': 'text/csv; charset=utf-8; header=present',
    'Content-Disposition': `attachment; filename="${file.join('-').replace(/[^\w.-]/g, '_')}.csv"`,
  };
  return answerOf(pieces, head, { Vary: 'Accept', ...headers });
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

async function* csvOf({ columns, lists }: Report): AsyncGenerator<string, void> {
  yield csvLine(columns);
  for (const batches of Object.values(lists)) {
    for await (const rows of batches()) {
      yield rows.map((row) => csvLine(columns.map((name) => row[name] ?? null))).join('');
    }
  }
}

/** What fails early is an error like any other; nothing is read for a HEAD. */
async function answerOf(
  pieces: AsyncGenerator<string, void>,
  isHead: boolean,
  headers: HeaderMap,
): Promise<Answer> {
  if (isHead) return new Answer(200, pieces, headers);
  const read: string[] = [];
  for (let length = 0; length < LONGEST_HELD; length += read.at(-1)?.length ?? 0) {
    const next = await pieces.next();
    if (next.done) return new Answer(200, read.join(''), headers);
    read.push(next.value);
  }
  return new Answer(200, continued(read, pieces), headers);
}

/**
 * No generator: one that nobody has begun to read does not hear that its reader went away, and the
 * rows behind it would hold their connection for ever.
 */
function continued(read: string[], pieces: AsyncGenerator<string, void>): AsyncIterable<string> {
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        const value = read.shift();
        return value === undefined ? pieces.next() : { done: false, value };
      },
      return: (value) => pieces.return(value as undefined),
    }),
  };
}

/** RFC 4180 ends every line, the last one too, with CRLF. */
function csvLine(cells: readonly Cell[]): string {
  return `${csvRow(cells, COMMAS)}\r\n`;
}
