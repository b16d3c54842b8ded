import { unescapeText } from './escape.js';

/** A value of a table: days come as people read them. */
export type Cell = string | number | boolean | null;

/** How the rows of a table are written as text. */
export interface CsvStyle {
  readonly separator: ',' | ';';
  readonly decimalSign: '.' | ',';
  /** Whether all texts stand in quotes, also where none are needed; nothing is then an empty one. */
  readonly quotesTexts: boolean;
}

/** As RFC 4180 has it: where the point is the decimal sign. */
export const COMMAS: CsvStyle = { separator: ',', decimalSign: '.', quotesTexts: false };

/** As spreadsheets open it where the comma is the decimal sign. */
export const SEMICOLONS: CsvStyle = { separator: ';', decimalSign: ',', quotesTexts: true };

/** The style of a language, such as `en`, `en_EN` or `es_ES`: of those of ours English has a point. */
export function csvStyleOf(language: string): CsvStyle {
  return /^en(?![a-z])/i.test(language) ? COMMAS : SEMICOLONS;
}

/** Tells spreadsheets that what follows is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** What a spreadsheet would take for a formula (OWASP, CSV injection), full-width and small signs too. */
const FORMULA = /^[=+\-@\t\r＝＋－＠﹦﹢﹣﹫]/;
const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;
const TO_QUOTE = /[",;\r\n]/;

/** A row without the end of its line: true is 1, false is 0, texts as `typedText` has them. */
export function csvRow(cells: readonly Cell[], style: CsvStyle): string {
  return cells.map((cell) => csvCell(cell, style)).join(style.separator);
}

/**
 * A stored text as it was typed, for CSV: behind an apostrophe where it would
 * be run as a formula. Numbers with a sign are none.
 */
export function typedText(stored: string): string {
  const typed = unescapeText(stored);
  return FORMULA.test(typed) && !NUMBER.test(typed) ? `'${typed}` : typed;
}

function csvCell(cell: Cell, { decimalSign, quotesTexts }: CsvStyle): string {
  if (typeof cell === 'number') return String(cell).replace('.', decimalSign);
  if (typeof cell === 'boolean') return cell ? '1' : '0';
  const text = typedText(cell ?? '');
  return quotesTexts || TO_QUOTE.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
