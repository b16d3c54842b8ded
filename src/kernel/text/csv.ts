import { unescapeText } from './escape.js';

/** A value of a table: days come as people read them. */
export type Cell = string | number | boolean | null;

/** How the rows of a table are written as text. */
export interface CsvStyle {
  readonly separator: ',' | ';';
  /** Whether all texts stand in quotes, also where none are needed; nothing is then an empty one. */
  readonly quotesTexts: boolean;
}

/** As RFC 4180 has it. */
export const COMMAS: CsvStyle = { separator: ',', quotesTexts: false };

/** As spreadsheets open it where the comma is the decimal sign. */
export const SEMICOLONS: CsvStyle = { separator: ';', quotesTexts: true };

/** Tells spreadsheets that what follows is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** What a spreadsheet would take for a formula (OWASP, CSV injection), full-width signs too. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
/** What XML has no place for, beside halves of letters: one of them makes a workbook unreadable. */
const NOT_IN_XML = /[\ufffe\uffff]/g;
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;
const LONGEST_CELL = 32_767;
const TO_QUOTE = /[",;\r\n]/;

/** A row without the end of its line: true is 1, false is 0, texts as `typedText` has them. */
export function csvRow(cells: readonly Cell[], { separator, quotesTexts }: CsvStyle): string {
  return cells.map((cell) => csvCell(cell, quotesTexts)).join(separator);
}

/**
 * A stored text as it was typed, for a cell of a spreadsheet: behind an apostrophe where it would
 * be run as a formula. Numbers with a sign are none.
 */
export function typedText(stored: string): string {
  const typed = unescapeText(stored);
  return FORMULA.test(typed) && !NUMBER.test(typed) ? `'${typed}` : typed;
}

/** The same, cut to what a cell of a workbook can hold, and of letters that it can. */
export function cellText(stored: string): string {
  return workbookText(typedText(stored).slice(0, LONGEST_CELL));
}

/** A text that can stand in the XML of a workbook; U+FFFD stands for what can not. */
export function workbookText(text: string): string {
  return text.toWellFormed().replace(NOT_IN_XML, '\ufffd');
}

function csvCell(cell: Cell, quotesTexts: boolean): string {
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'boolean') return cell ? '1' : '0';
  const text = typedText(cell ?? '');
  return quotesTexts || TO_QUOTE.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
