import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { create, type Font, type GlyphRun } from 'fontkit';
import type { FontName } from './font-name.js';

/** A font that stands in for characters that the font of the paper lacks. */
interface FallbackSource {
  readonly name: string;
  /** The Unicode blocks that it is asked for; null: whatever no other one has. */
  readonly blocks: RegExp | null;
  /** A file of each weight, as a package has it. */
  readonly files: Readonly<Record<FontName, string>>;
  /** Letters join, swap places or carry marks: fontkit places them, which takes its time. */
  readonly isShaped: boolean;
  /** What is seen is not in the order of what is read, within a word. */
  readonly isReordered: boolean;
}

/** All of 1000 units per em and under the SIL Open Font License 1.1. */
export const FALLBACK_SOURCES: readonly FallbackSource[] = [
  // Noto draws dots as glyphs of their own, so that a reader would copy letters without them.
  source('IBMPlexSansArabic', '@expo-google-fonts/ibm-plex-sans-arabic', {
    blocks: /[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]/,
    isShaped: true,
  }),
  source('NotoSansHebrew', '@expo-google-fonts/noto-sans-hebrew', {
    blocks: /[\u0590-\u05ff\u20aa\ufb1d-\ufb4f]/,
    isShaped: true,
  }),
  source('NotoSansThai', '@expo-google-fonts/noto-sans-thai', {
    blocks: /[\u0e00-\u0e7f]/,
    isShaped: true,
    isReordered: true,
  }),
  source('NotoSansDevanagari', '@expo-google-fonts/noto-sans-devanagari', {
    blocks: /[\u0900-\u097f]|[\u1cd0-\u1cff]|[\ua8e0-\ua8ff]/,
    isShaped: true,
    isReordered: true,
  }),
  eastAsian('@embedpdf/fonts-kr', 'NotoSansKR', /[\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff]/),
  // Of all Han signs, kana and full-width letters; Japanese ones have the Chinese shape.
  eastAsian('@embedpdf/fonts-sc', 'NotoSansHans', /[\u2e80-\u9fff\uf900-\ufaff\ufe30-\uffef]/),
  source('NotoSans', '@expo-google-fonts/noto-sans', { blocks: null }),
];

function source(
  name: string,
  folder: string,
  how: Pick<FallbackSource, 'blocks'> & Partial<FallbackSource>,
): FallbackSource {
  const files = {
    regular: `${folder}/400Regular/${name}_400Regular.ttf`,
    bold: `${folder}/600SemiBold/${name}_600SemiBold.ttf`,
  };
  return { name, files, isShaped: false, isReordered: false, ...how };
}

function eastAsian(folder: string, name: string, blocks: RegExp): FallbackSource {
  const files = { regular: `${folder}/${name}-Regular.otf`, bold: `${folder}/${name}-Bold.otf` };
  return { name, files, blocks, isShaped: false, isReordered: false };
}

/** Begins a text that is to be laid out from right to left. */
export const RIGHT_TO_LEFT = '\u200f';
/** They are written as one. */
const LAM_ALEF = /\u0644\p{M}*[\u0622\u0623\u0625\u0627\u0671]/u;
const MOST_REMEMBERED = 2000;
const require = createRequire(import.meta.url);

/** A fallback font of one weight, read from its file when somebody first asks for a character. */
export class FallbackFont {
  #face: Font | null = null;
  #characters: ReadonlySet<number> = new Set();
  readonly #placed = new Map<string, GlyphRun>();

  constructor(
    readonly source: FallbackSource,
    readonly weight: FontName,
  ) {}

  /** What pdfkit takes for a font; its texts may begin with `RIGHT_TO_LEFT`. */
  get face(): Font {
    if (this.#face) return this.#face;
    const face = create(readFileSync(fileOf(this.source.files[this.weight])));
    // Pdfkit scales what `layout` gave it in place; with any other unit that would add up.
    if (face.unitsPerEm !== 1000) throw new Error('A font must have 1000 units per em.');
    this.#characters = new Set(face.characterSet);
    const placedByFontkit = face.layout.bind(face);
    face.layout = (text) => this.#remembered(text, placedByFontkit);
    return (this.#face = face);
  }

  has(codePoint: number): boolean {
    return this.face && this.#characters.has(codePoint);
  }

  /** In thousandths of the font size. */
  advance(text: string): number {
    return this.face.layout(text).advanceWidth;
  }

  #remembered(text: string, placedByFontkit: Font['layout']): GlyphRun {
    let run = this.#placed.get(text);
    if (!run) {
      run = this.source.isShaped ? this.#shaped(text, placedByFontkit) : this.#inARow(text);
      if (this.#placed.size >= MOST_REMEMBERED) this.#placed.clear();
      this.#placed.set(text, run);
    }
    return run;
  }

  #shaped(text: string, placedByFontkit: Font['layout']): GlyphRun {
    this.#forgetGlyphs();
    const isBackwards = text.startsWith(RIGHT_TO_LEFT);
    const letters = isBackwards ? text.slice(RIGHT_TO_LEFT.length) : text;
    const direction = isBackwards ? 'rtl' : 'ltr';
    // Poppler copies the letters of a ligature from left to right, whatever the script: none but the
    // one that Arabic can not do without.
    const isJoined = !isBackwards || LAM_ALEF.test(letters);
    const features = isJoined ? undefined : { rlig: false, liga: false };
    return placedByFontkit(letters, features, undefined, undefined, direction);
  }

  #inARow(text: string): GlyphRun {
    this.#forgetGlyphs();
    const letters = [...text.replace(RIGHT_TO_LEFT, '')];
    if (text.startsWith(RIGHT_TO_LEFT)) letters.reverse();
    const glyphs = letters.map((letter) => this.face.glyphForCodePoint(letter.codePointAt(0) ?? 0));
    const positions = glyphs.map(({ advanceWidth }) => ({
      xAdvance: advanceWidth,
      yAdvance: 0,
      xOffset: 0,
      yOffset: 0,
    }));
    return { glyphs, positions, advanceWidth: glyphs.reduce((sum, g) => sum + g.advanceWidth, 0) };
  }

  /**
   * A glyph remembers the first characters that it stood for, and a reader copies those: a document
   * must not depend on what was printed before it.
   */
  #forgetGlyphs(): void {
    this.face._glyphs = {};
  }
}

/** Of a file in a package, also where the package shows nothing but its entry. */
function fileOf(path: string): string {
  if (!path.startsWith('@embedpdf/')) return require.resolve(path);
  const [scope = '', name = '', file = ''] = path.split('/');
  return join(dirname(require.resolve(`${scope}/${name}`)), '..', 'fonts', file);
}
