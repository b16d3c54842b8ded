import { normalForm } from '../text/normal-form.js';
import { LETTERS, SAME, SIGNS } from './collation-order.js';

/**
 * Text comparison of the embedded engine. MySQL compares with `utf8mb4_unicode_520_ci`: case,
 * accents and trailing blanks do not count, and signs stand before digits in an order of their own.
 * SQLite folds ASCII only and libsql takes no functions of ours, so beside every text column stands
 * one with the folded text, written with it; filters, sorts and unique keys use that one.
 *
 * In a folded text plain letters and digits are themselves. The signs of ASCII, and some others that
 * are usual, are one character below the digits each, in the order of the collation; any other sign
 * is that of the one before it and a character behind all others.
 */

/** Raised whenever texts are folded in another way: what is stored is then folded anew. */
export const FOLD_VERSION = 1;

/** Signs beyond ASCII that are one character when folded, so that a `_` of a pattern finds them. */
const USUAL = '·€‘’“”–—¿¡°´';
/** The characters below the digits; `%` would mean something in patterns. */
const PLACES = Array.from({ length: 0x2f }, (_, index) => String.fromCharCode(index + 1)).filter(
  (place) => place !== '%',
);
/** Behind every character that a text may hold. */
const BEHIND = 0x10_ff00;

/** Signs by those that they are the same as. */
const EQUAL: ReadonlyMap<string, string> = new Map(
  SAME.flatMap(([signs, as]) => [...signs].map((sign) => [sign, as] as const)),
);
// eslint-disable-next-line no-control-regex -- what is outside ASCII is the point
const NOT_ASCII = /[^\x00-\x7f]/;
/** Marks, and what else has no weight: controls, and signs without a width. */
const WEIGHTLESS =
  // eslint-disable-next-line no-control-regex -- controls are among them
  /[\p{Mn}\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u206a-\u206f\ufeff]/gu;
const KEYS = keysOfSigns();
const BLANK = KEYS.get(' ') ?? ' ';
const SIGN = /[^a-z0-9]/gu;
const PLAIN = /^[a-z0-9]*$/;

/** The text as it compares and sorts. */
export function fold(text: string): string {
  const plain = PLAIN.test(text) ? text : withoutAccents(text);
  if (PLAIN.test(plain)) return plain;
  return trimmed(
    plain.replace(SIGN, (sign) => KEYS.get(sign) ?? sign),
    BLANK,
  );
}

/** A part of a text as it is found inside of folded ones: blanks at its end count. */
export function foldLiteral(text: string): string {
  return withoutAccents(text).replace(SIGN, (sign) => KEYS.get(sign) ?? sign);
}

/** A pattern of `LIKE` for folded texts, whose `%` and `_` stay what they are. */
export function foldPattern(pattern: string): string {
  const key = (sign: string) => (sign === '%' || sign === '_' ? sign : (KEYS.get(sign) ?? sign));
  return trimmed(withoutAccents(pattern).replace(SIGN, key), BLANK);
}

/** A text as codes compare with it in their own column: lower case, no accents, no trailing blanks. */
export function foldCode(text: string): string {
  const same = withoutAccents(text).replace(SIGN, (sign) => EQUAL.get(sign) ?? sign);
  return trimmed(same, ' ');
}

function withoutAccents(text: string): string {
  const lower = text.toLowerCase();
  const apart = NOT_ASCII.test(lower) ? normalForm(lower, 'NFD') : lower;
  return apart.replace(WEIGHTLESS, '');
}

/** Without the blanks at its end, found from there: a text may hold many others. */
function trimmed(text: string, blank: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === blank) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}

/** Of the signs of ASCII that make no place, such as the ends of lines, the first alone. */
function isOnePlace(sign: string): boolean {
  return sign === '\t' || (sign >= ' ' && sign <= '~') || USUAL.includes(sign);
}

/** What stands for each sign, and each letter that is none of the alphabet, in a folded text. */
function keysOfSigns(): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const places = [...PLACES];
  let last = '';
  let behind = 0;
  for (const sign of SIGNS) {
    if (isOnePlace(sign)) {
      last = places.shift() ?? '';
      behind = 0;
      keys.set(sign, last);
    } else keys.set(sign, last + String.fromCodePoint(BEHIND + behind++));
  }
  for (const [plain, letters] of Object.entries(LETTERS)) {
    [...letters].forEach((letter, index) =>
      keys.set(letter, plain + String.fromCodePoint(BEHIND + index)),
    );
  }
  for (const [sign, as] of EQUAL) {
    keys.set(sign, [...as].map((each) => keys.get(each) ?? each).join(''));
  }
  return keys;
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
