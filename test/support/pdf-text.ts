import { execFileSync, spawnSync } from 'node:child_process';

/** Whether poppler's `pdftotext` is installed, which reads PDF files back. */
export const HAS_PDF_TEXT = spawnSync('pdftotext', ['-v']).error === undefined;

/**
 * The text of a PDF file as it stands on the page, a line a line, without empty ones. Pages are
 * parted by a rule; columns by three blanks, however wide the gap is: versions of poppler differ in
 * that.
 */
export function pdfText(file: Uint8Array): string {
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: file, encoding: 'utf8' });
  const pages = text.split('\f').slice(0, -1);
  return pages
    .map((page) =>
      page
        .replace(/[\u00a0\u202f]/g, ' ')
        // Poppler takes the narrow gap for a blank in some lines only.
        .replace(/ %/g, '%')
        .split('\n')
        .map((line) => line.trim().replace(/ {2,}/g, '   '))
        .filter(Boolean)
        .join('\n'),
    )
    .join('\n----\n');
}

/** The metadata of a PDF file, by the names that `pdfinfo` gives them. */
export function pdfInfo(file: Uint8Array): Record<string, string> {
  const text = execFileSync('pdfinfo', ['-isodates', '-'], { input: file, encoding: 'utf8' });
  return Object.fromEntries(
    text
      .split('\n')
      .filter(Boolean)
      .map((line): [string, string] => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon), line.slice(colon + 1).trim()];
      }),
  );
}
