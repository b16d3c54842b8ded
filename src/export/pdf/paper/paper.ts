import PDFDocument from 'pdfkit';
import { drawAs } from './spoken-text.js';
import { BOTTOM, PAGE, TOP, type TextStyle } from './style.js';
import { textLines } from './text-lines.js';
import { paperFonts, type Run, type Typefaces } from './typeface.js';

export interface PaperInfo {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  /** BCP 47 */
  readonly locale: string;
  /** Of creation and change: no clock is asked, so that the same document gives the same bytes. */
  readonly made: Date;
}

/** Text may get so much smaller to fit where it must stand. */
const SMALLEST = 0.6;

/**
 * The sheets of paper: places text by its baseline, and knows how far down the page is filled
 * (`y`). Coordinates are points from the top left corner.
 */
export class Paper {
  y = TOP;
  pages = 0;
  /** Draws what every page begins with; it may set `y`. */
  readonly #beginPage: (paper: Paper) => void;
  readonly #fonts: Typefaces = paperFonts();
  readonly #pdf: PDFKit.PDFDocument;
  #color = '';
  readonly #registered = new Set<string>();

  constructor(info: PaperInfo, beginPage: (paper: Paper) => void) {
    this.#beginPage = beginPage;
    this.#pdf = new PDFDocument({
      autoFirstPage: false,
      bufferPages: true,
      displayTitle: true,
      // Our fonts remember more than pdfkit would for each document.
      fontLayoutCache: false,
      // Without it pdfkit loads a Helvetica that no page uses; its type does not know null.
      font: null as unknown as string,
      info: {
        Title: info.title,
        Author: info.author,
        Subject: info.subject,
        Creator: 'facturanest',
        CreationDate: info.made,
        ModDate: info.made,
      },
      lang: info.locale,
      pdfVersion: '1.7',
    });
    this.newPage();
  }

  /** Points between what is drawn and the foot of the page. */
  get room(): number {
    return BOTTOM - this.y;
  }

  newPage(): void {
    this.#pdf.addPage({ size: [PAGE.width, PAGE.height], margin: 0 });
    this.#color = '';
    this.pages += 1;
    this.y = TOP;
    this.#beginPage(this);
  }

  /** Starts a page unless there is so much room. */
  ensure(height: number): void {
    if (this.room < height) this.newPage();
  }

  width(text: string, style: TextStyle): number {
    return (this.#fonts[style.font].advance(text) * style.size) / 1000;
  }

  lines(text: string, width: number, style: TextStyle): string[] {
    return textLines(text, width, this.#fonts[style.font], style.size);
  }

  /** One line; in a narrower place than it needs, smaller or cut off. */
  text(text: string, x: number, baseline: number, style: TextStyle, most = Infinity): void {
    const fitted = this.#fitted(text, style, most);
    this.#draw(fitted.text, x, baseline, fitted.style);
  }

  textRight(
    text: string,
    right: number,
    baseline: number,
    style: TextStyle,
    most = Infinity,
  ): void {
    const fitted = this.#fitted(text, style, most);
    const x = right - this.width(fitted.text, fitted.style);
    this.#draw(fitted.text, x, baseline, fitted.style);
  }

  /**
   * Lines under each other from `y` on, over as many pages as they need; from the right edge where
   * that is how the language is written.
   */
  paragraph(text: string, x: number, width: number, style: TextStyle): void {
    for (const line of this.lines(text, width, style)) {
      this.ensure(style.leading);
      this.y += style.leading;
      const isBackwards = this.#fonts[style.font].readsRightToLeft(line);
      if (isBackwards) this.textRight(line, x + width, this.y, style);
      else this.text(line, x, this.y, style);
    }
  }

  rule(y: number, left: number, right: number, line: { width: number; color: string }): void {
    this.#pdf
      .lineWidth(line.width)
      .strokeColor(line.color)
      .moveTo(left, y)
      .lineTo(right, y)
      .stroke();
  }

  picture(file: Buffer, x: number, y: number, width: number, height: number): void {
    this.#pdf.image(file, x, y, { width, height });
  }

  /**
   * A word that rises over the page, drawn before everything else and so behind it. It is drawn as
   * shapes: whoever selects, copies or searches the text of the page does not meet its letters.
   */
  watermark(word: string, degrees: number, style: TextStyle): void {
    const [x, y] = [PAGE.width / 2, PAGE.height / 2];
    const size = Math.min(style.size, (style.size * PAGE.height * 0.8) / this.width(word, style));
    const width = this.width(word, { ...style, size });
    this.#pdf.save().rotate(-degrees, { origin: [x, y] });
    this.#pdf.translate(x - width / 2, y + size / 3).scale(size / 1000, -size / 1000);
    for (const shape of this.#fonts[style.font].main.shapes(word)) {
      if (shape.path === '') continue;
      this.#pdf.save().translate(shape.x, 0).path(shape.path).fill(style.color).restore();
    }
    this.#pdf.restore();
    this.#color = '';
  }

  /** Calls `draw` with the number of each page, from 1, on that page. */
  onEachPage(draw: (page: number) => void): void {
    for (let page = 0; page < this.pages; page++) {
      this.#pdf.switchToPage(page);
      this.#color = '';
      draw(page + 1);
    }
  }

  finish(): Buffer {
    this.#pdf.end();
    // Nobody read from it until now, so that all of it is there.
    return this.#pdf.read() as Buffer;
  }

  #fitted(text: string, style: TextStyle, most: number): { text: string; style: TextStyle } {
    const line = text.replaceAll('\n', ' ');
    const width = most === Infinity ? 0 : this.width(line, style);
    if (width <= most) return { text: line, style };
    const smaller = { ...style, size: style.size * Math.max(SMALLEST, most / width) };
    if (most / width >= SMALLEST) return { text: line, style: smaller };
    const [start = ''] = this.lines(line, most - this.width('…', smaller), smaller);
    return { text: `${start}…`, style: smaller };
  }

  #draw(text: string, x: number, baseline: number, style: TextStyle): void {
    if (text === '') return;
    if (this.#color !== style.color) {
      this.#pdf.fillColor(style.color);
      this.#color = style.color;
    }
    let left = x;
    for (const run of this.#fonts[style.font].runs(text)) {
      this.#drawRun(run, left, baseline, style.size);
      left += (run.advance * style.size) / 1000;
    }
  }

  #drawRun({ fontName, face, text, spoken }: Run, x: number, baseline: number, size: number): void {
    if (!this.#registered.has(fontName)) {
      // Pdfkit takes fonts that were read already; its types do not say so.
      this.#pdf.registerFont(fontName, face as unknown as Uint8Array);
      this.#registered.add(fontName);
    }
    this.#pdf.font(fontName).fontSize(size);
    const draw = () =>
      this.#pdf.text(text, x, baseline, {
        baseline: 'alphabetic',
        lineBreak: false,
        // What pdfkit would find out for links and underlines, which there are none of.
        textWidth: 0,
        wordCount: 1,
      } as PDFKit.Mixins.TextOptions);
    if (spoken === null) draw();
    else drawAs(spoken, this.#pdf, draw);
  }
}
