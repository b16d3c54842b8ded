import { CsvError, parse } from 'csv-parse';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { refuse } from '../../kernel/errors/problem.js';
import { escapeText } from '../../kernel/text/escape.js';
import type { Chart, ChartRow } from './chart-writer.js';

/** A row of the file with its line, from 1. */
interface FileRow {
  readonly line: number;
  readonly code: string;
  readonly description: string;
  readonly special: string | null;
}

/** A chart as it stands in a file, its codes as long as the file has them. */
export interface ChartFile extends Chart {
  /** Characters of the codes of the ledger accounts. */
  readonly length: number;
  /** Where special accounts are named. */
  readonly specials: ReadonlyMap<string, number>;
}

const LONGEST = { code: 15, account: 10, special: 6, description: 255 };
const DIGITS = /^\d+$/;
/** Many times what the largest charts have. */
const MOST_ROWS = 50_000;
/** Characters of a row; quotes that are never closed would make one of the whole file. */
const LONGEST_ROW = 10_000;
/** How many are read before the others get their turn. */
const ROWS_AT_ONCE = 1000;
/** Characters that the parser is given at once. */
const PIECE = 64 * 1024;

/**
 * Reads a chart of accounts: CSV, semicolons or commas between code, description and special account
 * (which may lack), with a header row or without. The longest codes are the ledger accounts. Of a
 * code that comes twice the last row counts; rows without a code are skipped.
 *
 * @throws RuleError `chart-file-unreadable`, `chart-row-invalid`, `chart-without-levels`,
 *   `chart-orphan`, each with the line; `chart-too-long`
 */
export async function readChartFile(text: string): Promise<ChartFile> {
  const rows = distinct(await rowsOf(text));
  const length = longestCode(rows);
  const isAccount = ({ code }: FileRow) => code.length < length;
  if (!rows.some(isAccount)) refuse('chart-without-levels', 'csv');
  const accounts = rows.filter(isAccount);
  const codes = new Set(accounts.map(({ code }) => code));
  const shortest = accounts.reduce((least, { code }) => Math.min(least, code.length), length);
  accounts.forEach(testAccount);
  const specials = rows.flatMap(({ special, line }) => (special ? [[special, line] as const] : []));
  return {
    length,
    specials: new Map(specials),
    accounts: accounts.map((row) => {
      const parent = row.code.length === shortest ? null : longestPrefix(row.code, codes);
      return chartRow(row, parent);
    }),
    subaccounts: rows
      .filter((row) => !isAccount(row))
      .map((row) => {
        const parent = longestPrefix(row.code, codes);
        if (parent === null) refuse('chart-orphan', 'csv', { value: row.code, line: row.line });
        return chartRow(row, parent);
      }),
  };
}

/**
 * The chart with ledger accounts of another length: the longest run of zeros after the code of the
 * account becomes longer or shorter.
 *
 * @throws RuleError `chart-length-not-possible` when zeros lack or two codes become the same
 */
export function withLength({ accounts, subaccounts, length }: ChartFile, wanted: number): Chart {
  const longest = longestCode(accounts);
  if (wanted <= longest) {
    refuse('chart-length-not-possible', 'longsubcuenta', { value: longest, length: wanted });
  }
  const known = new Set<string>();
  return {
    accounts,
    subaccounts: subaccounts.map((row) => {
      const code = converted(row.code, row.parent ?? '', wanted - length);
      if (code === null || known.has(code)) {
        refuse('chart-length-not-possible', 'longsubcuenta', { value: row.code, length: wanted });
      }
      known.add(code);
      return { ...row, code };
    }),
  };
}

/** The code with so many zeros more, or fewer; null when it has not as many. */
function converted(code: string, parent: string, more: number): string | null {
  if (more === 0) return code;
  const own = code.slice(parent.length);
  const runs = [...own.matchAll(/0+/g)];
  const [first] = runs;
  if (!first) return null;
  const run = runs.reduce((longest, each) => (each[0].length > longest[0].length ? each : longest));
  const zeros = run[0].length + more;
  if (zeros < 0) return null;
  const end = run.index + run[0].length;
  return parent + own.slice(0, run.index) + '0'.repeat(zeros) + own.slice(end);
}

/** Characters of the longest code, 0 of none. */
function longestCode(rows: readonly { readonly code: string }[]): number {
  return rows.reduce((most, { code }) => Math.max(most, code.length), 0);
}

async function rowsOf(text: string): Promise<FileRow[]> {
  if (text.includes('\uFFFD')) refuse('invalid-encoding', 'csv');
  try {
    const rows: FileRow[] = [];
    let read = 0;
    for await (const parsed of parsedRows(text)) {
      read += 1;
      if (read === 1 && isHeader(parsed)) continue;
      rows.push(...rowOf(parsed));
      if (read > MOST_ROWS) refuse('chart-too-long', 'csv', { max: MOST_ROWS });
      if (read % ROWS_AT_ONCE === 0) await nextTurn();
    }
    return rows;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error['lines'] ?? 0);
    return refuse('chart-file-unreadable', 'csv', { line, reason: error.code });
  }
}

/** Codes of accounts begin with a digit; names of columns do not. */
function isHeader({ record: [first = ''] }: Parsed): boolean {
  return !/^\s*\d/.test(first);
}

/** The rows as they are read, a header among them. */
function parsedRows(text: string): AsyncIterable<Parsed> {
  const [first = ''] = /[^\r\n\uFEFF]+/.exec(text) ?? [];
  const parser = parse({
    delimiter: first.includes(';') ? ';' : ',',
    bom: true,
    info: true,
    skip_empty_lines: true,
    relax_column_count: true,
    // Files that were put together from others end their lines in both ways.
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: LONGEST_ROW,
  });
  return Readable.from(piecesOf(text)).pipe(parser) as AsyncIterable<Parsed>;
}

function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += PIECE) yield text.slice(at, at + PIECE);
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function rowOf({ record, info: { lines: line } }: Parsed): FileRow[] {
  const [code = '', name = '', special = ''] = record.map((cell) => cell.trim());
  if (code === '') return [];
  const description = escapeText(name);
  const isValid =
    code.length <= LONGEST.code &&
    !/[\s<>"'\0]/.test(code) &&
    description !== '' &&
    !description.includes('\0') &&
    [...description].length <= LONGEST.description &&
    special.length <= LONGEST.special;
  if (!isValid) refuse('chart-row-invalid', 'csv', { line, value: code });
  return [{ line, code, description, special: special === '' ? null : special.toUpperCase() }];
}

/** In the order of the codes. */
function distinct(rows: readonly FileRow[]): FileRow[] {
  const byCode = new Map(rows.map((row) => [row.code.toLowerCase(), row]));
  return [...byCode.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function testAccount({ code, line }: FileRow): void {
  if (DIGITS.test(code) && code.length <= LONGEST.account) return;
  refuse('chart-row-invalid', 'csv', { line, value: code });
}

function longestPrefix(code: string, codes: ReadonlySet<string>): string | null {
  for (let length = code.length - 1; length > 0; length--) {
    const prefix = code.slice(0, length);
    if (codes.has(prefix)) return prefix;
  }
  return null;
}

function chartRow({ code, description, special }: FileRow, parent: string | null): ChartRow {
  return { code, description, special, parent };
}
