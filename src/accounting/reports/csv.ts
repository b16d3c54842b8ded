import { unescapeText } from '../../kernel/text/escape.js';

/** A value of a report: days come as people read them. */
export type Cell = string | number | boolean | null;

/** What a spreadsheet would take for a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;
const TO_QUOTE = /[",\r\n]/;

/** A line of CSV as RFC 4180 writes it: commas, CRLF, quotes where a text needs them. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** Texts as they were typed, those that look like a formula behind an apostrophe. */
function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'boolean') return cell ? '1' : '0';
  const typed = unescapeText(cell);
  const text = FORMULA.test(typed) ? `'${typed}` : typed;
  return TO_QUOTE.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
