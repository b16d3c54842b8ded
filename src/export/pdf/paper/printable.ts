import { normalForm } from '../../../kernel/text/normal-form.js';
import type { PaperFont } from './paper-font.js';

/** Stands for what the font has no glyph for. */
const REPLACEMENT = '□';
/** Nothing in it needs a look at the font. */
const PLAIN = /^[\n\x20-\x7e\xa0-\xac\xae-\xff€–—‘’“”…]*$/;
/** Without a shape: controls, directions, joiners, selectors, halves of surrogate pairs. */
const SHAPELESS = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\u{fe00}-\u{fe0f}]/gu;

/** More than any language sets on one letter; to place them takes the square of their number. */
const MARKS_TOO_MANY = /(\p{M}{4})\p{M}+/gu;

/** The same value with every text in it, at any depth, such as the font can show. */
export function printable<T>(value: T, font: PaperFont): T {
  return printed(value, font) as T;
}

function printed(value: unknown, font: PaperFont): unknown {
  if (typeof value === 'string') return printableText(value, font);
  if (Array.isArray(value)) return value.map((item) => printed(item, font));
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, printed(item, font)]),
  );
}

/** Lines end with `\n`; a character that the font lacks becomes a like one, or a box. */
export function printableText(text: string, font: PaperFont): string {
  if (PLAIN.test(text)) return text;
  const lines = text.replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n').replace(/\t/g, '  ');
  // What has no shape is no base either: marks on both sides of it stand on the same letter.
  const shaped = normalForm(lines, 'NFC').replace(SHAPELESS, '').replace(MARKS_TOO_MANY, '$1');
  let result = '';
  for (const character of shaped) {
    result += character === '\n' || has(font, character) ? character : alike(character, font);
  }
  return result;
}

function alike(character: string, font: PaperFont): string {
  if (/\p{M}/u.test(character)) return '';
  const simpler = normalForm(character, 'NFKC');
  return simpler !== character && [...simpler].every((part) => has(font, part))
    ? simpler
    : REPLACEMENT;
}

function has(font: PaperFont, character: string): boolean {
  return font.has(character.codePointAt(0) ?? 0);
}
