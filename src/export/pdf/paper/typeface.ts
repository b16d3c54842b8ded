import { readFileSync } from 'node:fs';
import type { Font } from 'fontkit';
import { FALLBACK_SOURCES, FallbackFont, RIGHT_TO_LEFT } from './fallback-font.js';
import type { FontName } from './font-name.js';
import { PaperFont } from './paper-font.js';
import { inVisualOrder, mirrored, readsRightToLeft } from './reading-order.js';

/** From sources and from a build alike, three folders up is the root of the package. */
const FILES: Readonly<Record<FontName, URL>> = {
  regular: new URL('../../../../assets/fonts/facturanest-sans-regular.ttf', import.meta.url),
  bold: new URL('../../../../assets/fonts/facturanest-sans-semibold.ttf', import.meta.url),
};
/** Only ever in the font of the paper, and from left to right. */
const PLAIN = /^[\n\x20-\x7e\xa0-\u024f–—‘’“”…€−]*$/;
/** Belongs to the letter before it, in whatever font that is. */
const CLINGING = /[\p{M}\u200c\u200d]/u;

/** What is drawn with one font in one go. */
export interface Run {
  /** Unique within the paper; that of the weight itself for the font of the paper. */
  readonly fontName: string;
  readonly face: Font;
  /** As the font is to be given it. */
  readonly text: string;
  /** What a reader copies, where the glyphs do not say it in the order of the letters. */
  readonly spoken: string | null;
  /** In thousandths of the font size. */
  readonly advance: number;
}

/** The font of the paper in one weight, with those that stand in for what it lacks. */
export class Typeface {
  readonly main: PaperFont;
  readonly #fallbacks: readonly FallbackFont[];

  constructor(readonly weight: FontName) {
    this.main = new PaperFont(readFileSync(FILES[weight]));
    this.#fallbacks = FALLBACK_SOURCES.map((each) => new FallbackFont(each, weight));
  }

  /** Whether there is a glyph for the character. */
  has(codePoint: number): boolean {
    return this.main.has(codePoint) || this.#fallbackFor(codePoint) !== undefined;
  }

  /** In thousandths of the font size. */
  advance(text: string): number {
    if (PLAIN.test(text)) return this.main.advance(text);
    return this.runs(text).reduce((sum, run) => sum + run.advance, 0);
  }

  /** One line, from left to right as it is seen. */
  runs(text: string): readonly Run[] {
    if (PLAIN.test(text)) return [this.#mainRun(text)];
    const fonts = this.#fontsOf(text);
    return inVisualOrder(text, fonts).map((piece) =>
      piece.font
        ? this.#fallbackRun(piece.font, piece.text, piece.isBackwards)
        : this.#mainRun(piece.isBackwards ? mirrored(piece.text) : piece.text),
    );
  }

  /** Whether a paragraph is one of a language that is written from right to left. */
  readsRightToLeft(text: string): boolean {
    return !PLAIN.test(text) && readsRightToLeft(text);
  }

  #mainRun(text: string): Run {
    const { main, weight } = this;
    const advance = main.advance(text);
    return { fontName: weight, face: main.face, text, spoken: null, advance };
  }

  #fallbackRun(font: FallbackFont, letters: string, isBackwards: boolean): Run {
    const text = isBackwards ? RIGHT_TO_LEFT + letters : letters;
    return {
      fontName: `${this.weight} ${font.source.name}`,
      face: font.face,
      text,
      spoken: font.source.isReordered ? letters : null,
      advance: font.advance(text),
    };
  }

  /** The font of each UTF-16 unit; null for that of the paper. */
  #fontsOf(text: string): (FallbackFont | null)[] {
    const fonts: (FallbackFont | null)[] = [];
    let last: FallbackFont | null = null;
    for (const character of text) {
      const codePoint = character.codePointAt(0) ?? 0;
      if (!(last && CLINGING.test(character) && last.has(codePoint))) {
        last = this.main.has(codePoint) ? null : (this.#fallbackFor(codePoint) ?? null);
      }
      for (let unit = 0; unit < character.length; unit++) fonts.push(last);
    }
    return fonts;
  }

  #fallbackFor(codePoint: number): FallbackFont | undefined {
    const character = String.fromCodePoint(codePoint);
    return this.#fallbacks.find(
      (font) => (font.source.blocks?.test(character) ?? true) && font.has(codePoint),
    );
  }
}

export type Typefaces = Readonly<Record<FontName, Typeface>>;

let typefaces: Typefaces | null = null;

/** The fonts of all documents, read at the first one. */
export function paperFonts(): Typefaces {
  typefaces ??= { regular: new Typeface('regular'), bold: new Typeface('bold') };
  return typefaces;
}
