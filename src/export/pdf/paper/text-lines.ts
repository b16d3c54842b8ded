import { inOneDirection } from './reading-order.js';

/** What measures text. */
interface Measure {
  /** In thousandths of the font size. */
  advance(text: string): number;
}

/** Scripts that write no blanks between words. */
const WITHOUT_BLANKS = /[\u0e00-\u0e7f\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u{20000}-\u{3ffff}]/u;
/** May not be torn from the letter before it. */
const CLINGING = /[\p{M}\u200c\u200d]/u;
/** Ends a word or a sentence, and so no line begins with it. */
const ENDING = /^[\p{Pe}\p{Pf}\p{Po}]+$/u;
/** A longer word is no word: it is broken without being measured as a whole. */
const LONGEST_WORD = 250;
const words = new Intl.Segmenter('zh', { granularity: 'word' });
const letters = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Breaks text into lines at its line feeds, at blanks, between words of scripts without blanks, and
 * inside of a word that is wider than a whole line.
 *
 * @param width in points
 * @param size of the font, in points
 * @returns at least one line, which may be empty
 */
export function textLines(text: string, width: number, font: Measure, size: number): string[] {
  const most = Math.max(1, (width * 1000) / size);
  return text
    .trimEnd()
    .split('\n')
    .flatMap((paragraph) => inOneDirection(paragraph, paragraphLines(paragraph, most, font)));
}

function paragraphLines(paragraph: string, most: number, font: Measure): string[] {
  const lines: string[] = [];
  const space = font.advance(' ');
  let line = '';
  let used = 0;
  const push = () => {
    lines.push(line.trimEnd());
    line = '';
    used = 0;
  };
  for (const word of wordsOf(paragraph)) {
    const isWord = word.length <= LONGEST_WORD;
    const advance = isWord ? font.advance(word) : Infinity;
    const visible = word.endsWith(' ') ? advance - space : advance;
    if (used > 0 && used + visible > most) push();
    if (visible <= most) {
      line += word;
      used += advance;
      continue;
    }
    for (const letter of lettersOf(word)) {
      const more = font.advance(letter);
      if (used > 0 && used + more > most) push();
      line += letter;
      used += more;
    }
  }
  push();
  return lines;
}

/** Each word has the blank behind it. */
function wordsOf(paragraph: string): string[] {
  const found = paragraph.match(/[^ ]* |[^ ]+$/g) ?? [];
  if (!WITHOUT_BLANKS.test(paragraph)) return found;
  return found.flatMap((word) => (WITHOUT_BLANKS.test(word) ? parts(word) : word));
}

function parts(word: string): string[] {
  const result: string[] = [];
  for (const { segment } of words.segment(word)) {
    const isEnd = segment === ' ' || ENDING.test(segment);
    const last = isEnd ? (result.pop() ?? '') : '';
    result.push(last + segment);
  }
  return result;
}

function lettersOf(word: string): Iterable<string> {
  if (!CLINGING.test(word)) return word;
  return Array.from(letters.segment(word), ({ segment }) => segment);
}
