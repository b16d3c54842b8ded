import { normalForm } from '../text/normal-form.js';

/**
 * Text comparison of the embedded engine. MySQL compares with `utf8mb4_unicode_520_ci`: case,
 * accents and trailing blanks do not count. SQLite folds ASCII only and libsql takes no functions
 * of ours, so beside every text column stands one with the folded text, written with it; filters,
 * sorts and unique keys use that one.
 */

/** Letters that Unicode does not take apart into a plain letter and a mark. */
const WHOLE: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ł: 'l',
  ı: 'i',
  ª: 'a',
  º: 'o',
};
const WHOLE_LETTERS = new RegExp(`[${Object.keys(WHOLE).join('')}]`, 'g');
// eslint-disable-next-line no-control-regex -- what is outside ASCII is the point
const NOT_ASCII = /[^\x00-\x7f]/;
const BLANK = 0x20;

/** The text as it compares: lower case, no accents, no trailing blanks. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  const plain = NOT_ASCII.test(lower)
    ? normalForm(lower, 'NFD')
        .replace(/\p{Mn}/gu, '')
        .replace(WHOLE_LETTERS, (letter) => WHOLE[letter] ?? letter)
    : lower;
  let end = plain.length;
  while (plain.charCodeAt(end - 1) === BLANK) end--;
  return plain.slice(0, end);
}

const SUFFIX = '__fold';

/** The column that holds the folded text of a text column. */
export function foldedName(column: string): string {
  return column + SUFFIX;
}

/** The text column that a column of folded texts belongs to; any other name as it is. */
export function unfoldedName(column: string): string {
  return isFoldedName(column) ? column.slice(0, -SUFFIX.length) : column;
}

/** Whether a column of a table is one that holds folded texts. */
export function isFoldedName(column: string): boolean {
  return column.endsWith(SUFFIX);
}
