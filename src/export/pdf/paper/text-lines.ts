import type { PaperFont } from './paper-font.js';

/**
 * Breaks text into lines at its line feeds, at blanks, and inside of a word that is wider than a
 * whole line.
 *
 * @param width in points
 * @param size of the font, in points
 * @returns at least one line, which may be empty
 */
export function textLines(text: string, width: number, font: PaperFont, size: number): string[] {
  const most = Math.max(1, (width * 1000) / size);
  return text
    .trimEnd()
    .split('\n')
    .flatMap((paragraph) => paragraphLines(paragraph, most, font));
}

function paragraphLines(paragraph: string, most: number, font: PaperFont): string[] {
  const lines: string[] = [];
  const space = font.advance(' ');
  let line = '';
  let used = 0;
  const push = () => {
    lines.push(line.trimEnd());
    line = '';
    used = 0;
  };
  // Each word has the blank behind it.
  for (const word of paragraph.match(/[^ ]* |[^ ]+$/g) ?? []) {
    const advance = font.advance(word);
    const visible = word.endsWith(' ') ? advance - space : advance;
    if (used > 0 && used + visible > most) push();
    if (visible <= most) {
      line += word;
      used += advance;
      continue;
    }
    for (const character of word) {
      const more = font.advance(character);
      if (used > 0 && used + more > most) push();
      line += character;
      used += more;
    }
  }
  push();
  return lines;
}
