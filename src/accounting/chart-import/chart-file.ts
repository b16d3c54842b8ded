import { CsvError, parse } from 'csv-parse/sync';
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

/**
 * Reads a chart of accounts: CSV, semicolons or commas between code, description and special account
 * (which may lack), with a header row or without. The longest codes are the ledger accounts. Of a
 * code that comes twice the last row counts; rows without a code are skipped.
 *
 * @throws RuleError `chart-file-unreadable`, `chart-row-invalid`, `chart-without-levels`,
 *   `chart-orphan`, each with the line
 */
export function readChartFile(text: string): ChartFile {
  const rows = distinct(rowsOf(text));
  const length = Math.max(0, ...rows.map(({ code }) => code.length));
  const isAccount = ({ code }: FileRow) => code.length < length;
  if (!rows.some(isAccount)) refuse('chart-without-levels', 'csv');
  const accounts = rows.filter(isAccount);
  const codes = new Set(accounts.map(({ code }) => code));
  const shortest = Math.min(...accounts.map(({ code }) => code.length));
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
  const longest = Math.max(...accounts.map(({ code }) => code.length));
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

function rowsOf(text: string): FileRow[] {
  const [first = ''] = /[^\r\n\uFEFF]+/.exec(text) ?? [];
  const delimiter = first.includes(';') ? ';' : ',';
  if (text.includes('\uFFFD')) refuse('invalid-encoding', 'csv');
  const options = { delimiter, bom: true, info: true, skip_empty_lines: true } as const;
  // Files that were put together from others end their lines in both ways.
  const lines = { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true };
  try {
    const found: unknown = parse(text, { ...options, ...lines });
    const rows = found as Parsed[];
    return (isHeader(rows[0]) ? rows.slice(1) : rows).flatMap(rowOf);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error['lines'] ?? 0);
    return refuse('chart-file-unreadable', 'csv', { line, reason: error.code });
  }
}

/** Codes of accounts begin with a digit; names of columns do not. */
function isHeader(row: Parsed | undefined): boolean {
  return !/^\s*\d/.test(row?.record[0] ?? '');
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
