import bidiModule, { type Bidi } from 'bidi-js';

/** Letters of scripts that are written from right to left. */
const RIGHT_TO_LEFT_LETTERS = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const LEFT_TO_RIGHT_MARK = '\u200e';
const RIGHT_TO_LEFT_MARK = '\u200f';
const MARKS = /[\u200e\u200f]/g;

/** The Unicode Bidirectional Algorithm (UAX #9). The module is the factory; its types say otherwise. */
const bidi = (bidiModule as unknown as () => Bidi)();

/** Part of a line, of one font and one direction. */
export interface Piece<F> {
  /** In the order in which it is read. */
  readonly text: string;
  readonly font: F;
  readonly isBackwards: boolean;
}

interface LeveledPiece<F> extends Piece<F> {
  readonly level: number;
}

/** Whether the first letter with a direction goes from right to left (UAX #9, P2 and P3). */
export function readsRightToLeft(text: string): boolean {
  if (!RIGHT_TO_LEFT_LETTERS.test(text)) return false;
  return bidi.getEmbeddingLevels(text, 'auto').paragraphs[0]?.level === 1;
}

/**
 * The lines that a paragraph was broken into, each with its direction: a line that begins with a
 * word of the other one says it by an invisible mark.
 */
export function inOneDirection(paragraph: string, lines: readonly string[]): readonly string[] {
  if (lines.length < 2 || !RIGHT_TO_LEFT_LETTERS.test(paragraph)) return lines;
  const isBackwards = readsRightToLeft(paragraph);
  const mark = isBackwards ? RIGHT_TO_LEFT_MARK : LEFT_TO_RIGHT_MARK;
  return lines.map((line) =>
    line !== '' && readsRightToLeft(line) !== isBackwards ? mark + line : line,
  );
}

/**
 * A line in pieces from left to right as it is seen (UAX #9, L2).
 *
 * @param fonts of each UTF-16 unit of the text
 */
export function inVisualOrder<F>(text: string, fonts: readonly F[]): readonly Piece<F>[] {
  const isMixed = RIGHT_TO_LEFT_LETTERS.test(text);
  const levels = isMixed ? bidi.getEmbeddingLevels(text, 'auto').levels : null;
  const pieces: LeveledPiece<F>[] = [];
  let start = 0;
  for (let end = 1; end <= text.length; end++) {
    const level = levels?.[start] ?? 0;
    if (end < text.length && fonts[end] === fonts[start] && (levels?.[end] ?? 0) === level)
      continue;
    const letters = text.slice(start, end).replace(MARKS, '');
    const font = fonts[start] as F;
    if (letters) pieces.push({ text: letters, font, level, isBackwards: level % 2 === 1 });
    start = end;
  }
  const highest = pieces.reduce((most, { level }) => Math.max(most, level), 0);
  for (let level = highest; level > 0; level--) reverseFrom(pieces, level);
  return pieces;
}

/** Turns round each sequence of pieces of this level or a higher one. */
function reverseFrom<F>(pieces: LeveledPiece<F>[], level: number): void {
  for (let start = 0; start < pieces.length; start++) {
    let end = start;
    while ((pieces[end]?.level ?? -1) >= level) end++;
    if (end - start > 1) pieces.splice(start, end - start, ...pieces.slice(start, end).reverse());
    start = Math.max(start, end);
  }
}

/** Signs between letters that go from right to left: in that order, brackets turned round. */
export function mirrored(text: string): string {
  return [...text]
    .reverse()
    .map((character) => bidi.getMirroredCharacter(character) ?? character)
    .join('');
}
