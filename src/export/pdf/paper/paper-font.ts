import { create, type Font, type Glyph, type GlyphRun } from 'fontkit';

/** Text with them is placed by fontkit, which takes a hundred times as long. */
const COMBINING = /\p{M}/u;

/** A character of a font, and how much nearer or farther each one on its right is set. */
interface Letter {
  readonly character: string;
  readonly glyph: Glyph;
  readonly kerning: Map<string, number>;
}

/**
 * A font that measures and places text fast, over many documents: glyphs are looked up once for
 * each character, and kerning once for each pair.
 */
export class PaperFont {
  /** What pdfkit takes for a font. */
  readonly face: Font;
  readonly #characters: ReadonlySet<number>;
  readonly #letters = new Map<string, Letter>();
  readonly #placedByFontkit: (text: string) => GlyphRun;

  constructor(file: Uint8Array) {
    this.face = create(file);
    // Pdfkit scales what `layout` gave it in place; with any other unit that would add up.
    if (this.face.unitsPerEm !== 1000) throw new Error('A font must have 1000 units per em.');
    this.#characters = new Set(this.face.characterSet);
    // A glyph remembers the first character that asks for it, and a reader copies that one: blank
    // and no-break blank share a glyph. In a fixed order every process writes the same bytes.
    const inOrder = [...this.#characters].sort((one, other) => one - other);
    for (const codePoint of inOrder) this.face.glyphForCodePoint(codePoint);
    this.#placedByFontkit = this.face.layout.bind(this.face);
    this.face.layout = (text) => this.#layout(text);
  }

  has(codePoint: number): boolean {
    return this.#characters.has(codePoint);
  }

  /** In thousandths of the font size. */
  advance(text: string): number {
    if (COMBINING.test(text)) return this.#placedByFontkit(text).advanceWidth;
    let width = 0;
    let previous: Letter | null = null;
    for (const character of text) {
      const letter = this.#letter(character);
      width += letter.glyph.advanceWidth + this.#kern(previous, character);
      previous = letter;
    }
    return width;
  }

  /** The shapes of a line, each with where it begins; all in thousandths of the font size. */
  shapes(text: string): { readonly path: string; readonly x: number }[] {
    const { glyphs, positions } = this.#layout(text);
    let x = 0;
    return glyphs.map((glyph, place) => {
      const shape = { path: glyph.path.toSVG(), x };
      x += positions[place]?.xAdvance ?? 0;
      return shape;
    });
  }

  #layout(text: string): GlyphRun {
    if (COMBINING.test(text)) return this.#placedByFontkit(text);
    const run: GlyphRun & { advanceWidth: number } = { glyphs: [], positions: [], advanceWidth: 0 };
    let previous: Letter | null = null;
    for (const character of text) {
      const letter = this.#letter(character);
      const { glyph } = letter;
      const kern = this.#kern(previous, character);
      const before = run.positions.at(-1);
      if (before) before.xAdvance += kern;
      run.glyphs.push(glyph);
      run.positions.push({ xAdvance: glyph.advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0 });
      run.advanceWidth += glyph.advanceWidth + kern;
      previous = letter;
    }
    return run;
  }

  #letter(character: string): Letter {
    let letter = this.#letters.get(character);
    if (!letter) {
      const glyph = this.face.glyphForCodePoint(character.codePointAt(0) ?? 0);
      letter = { character, glyph, kerning: new Map() };
      this.#letters.set(character, letter);
    }
    return letter;
  }

  #kern(left: Letter | null, right: string): number {
    if (!left) return 0;
    let kern = left.kerning.get(right);
    if (kern === undefined) {
      const [first] = this.#placedByFontkit(left.character + right).positions;
      kern = (first?.xAdvance ?? 0) - left.glyph.advanceWidth;
      left.kerning.set(right, kern);
    }
    return kern;
  }
}
