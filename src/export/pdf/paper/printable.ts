import { normalForm } from '../../../kernel/text/normal-form.js';
import { noteMissing } from './missing-glyphs.js';
import type { Typeface } from './typeface.js';

/** Stands for what no font has a glyph for. */
const REPLACEMENT = '□';
/** Nothing in it needs a look at the font. */
const PLAIN = /^[\n\x20-\x7e\xa0-\xac\xae-\xff€–—‘’“”…]*$/;
/**
 * Without a shape: controls, directions, joiners, selectors, halves of surrogate pairs. Joiners
 * behind an Arabic or Indian letter have their say in its form.
 */
const SHAPELESS =
  /(?!\n|(?<=[\p{Script=Arabic}\p{Script=Devanagari}])[\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\u{fe00}-\u{fe0f}]/gu;

/** More than any language sets on one letter; to place them takes the square of their number. */
const MARKS_TOO_MANY = /(\p{M}{4})\p{M}+/gu;

/** The same value with every text in it, at any depth, such as the font can show. */
export function printable<T>(value: T, font: Typeface): T {
  return printed(value, font) as T;
}

function printed(value: unknown, font: Typeface): unknown {
  if (typeof value === 'string') return printableText(value, font);
  if (Array.isArray(value)) return value.map((item) => printed(item, font));
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, printed(item, font)]),
  );
}

/** Lines end with `\n`; a character that all fonts lack becomes a like one, or a box,
 * and is noted. */
export function printableText(text: string, font: Typeface): string {
  if (PLAIN.test(text)) return text;
  const lines = text.replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n').replace(/\t/g, '  ');
  // What has no shape is no base either: marks on both sides of it stand on the same letter.
  const shaped = normalForm(lines, 'NFC').replace(SHAPELESS, '').replace(MARKS_TOO_MANY, '$1');
  let result = '';
  for (const character of shaped) {
    result += character === '\n' || isPlain(font, character) ? character : alike(character, font);
  }
  return result;
}

function alike(character: string, font: Typeface): string {
  const simpler = normalForm(character, 'NFKC');
  const parts = simpler === character ? [] : [...simpler];
  const isSimpler = parts.length > 0 && parts.every((part) => isPlain(font, part));
  if (isSimpler) return simpler;
  if (font.has(codeOf(character))) return character;
  if (/\p{M}/u.test(character)) return '';
  if (parts.length > 0 && parts.every((part) => font.has(codeOf(part)))) return simpler;
  noteMissing(character);
  return REPLACEMENT;
}

/** Whether the font of the paper itself has it. */
function isPlain(font: Typeface, character: string): boolean {
  return font.main.has(codeOf(character));
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
