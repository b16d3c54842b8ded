/** As much of fontkit as the paper uses: it has no types of its own. */
declare module 'fontkit' {
  export interface Glyph {
    readonly id: number;
    readonly advanceWidth: number;
    readonly codePoints: number[];
    readonly path: { toSVG(): string };
  }

  export interface GlyphPosition {
    xAdvance: number;
    yAdvance: number;
    xOffset: number;
    yOffset: number;
    /** Set by pdfkit. */
    advanceWidth?: number;
  }

  export interface GlyphRun {
    readonly glyphs: Glyph[];
    readonly positions: GlyphPosition[];
    readonly advanceWidth: number;
  }

  export interface Font {
    readonly unitsPerEm: number;
    /** The code points that it has glyphs for. */
    readonly characterSet: number[];
    layout(
      text: string,
      features?: Readonly<Record<string, boolean>>,
      script?: undefined,
      language?: undefined,
      direction?: 'ltr' | 'rtl',
    ): GlyphRun;
    glyphForCodePoint(codePoint: number): Glyph;
    /** Those that were asked for already. */
    _glyphs: Record<number, Glyph>;
  }

  export function create(file: Uint8Array): Font;
}
