import type { Language } from '../../kernel/config/config.js';
import { Answer } from '../../kernel/http/answer.js';

/** Why a file is not sent; each is a translation key. */
export type DownloadRefusal = 'file-not-found' | 'invalid-token' | 'unsafe-file' | 'unsafe-folder';

/** A page for people, who follow links. It says nothing of what was asked for. */
export function refusalPage(code: DownloadRefusal, text: string, language: Language): Answer {
  const title = text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
  return new Answer(
    code === 'file-not-found' ? 404 : 403,
    `<!doctype html>\n<html lang="${language.slice(0, 2)}">\n<meta charset="utf-8">\n` +
      `<title>${title}</title>\n<p>${title}</p>\n</html>\n`,
    {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'",
      'Cache-Control': 'no-store',
    },
  );
}
