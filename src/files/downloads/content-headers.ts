import { posix } from 'node:path';
import { cutText } from '../../kernel/text/cut-text.js';
import { unescapeText } from '../../kernel/text/escape.js';
import type { AttachedFile } from '../attached-file.entity.js';
import { PUBLIC_FOLDER } from '../storage/file-key.js';

/** What is served, besides files without an extension. */
const SERVED: ReadonlySet<string> = new Set([
  ...['7z', 'accdb', 'ai', 'avi', 'cdr', 'css', 'csv', 'doc', 'docx', 'dxf', 'dwg', 'eot', 'gif'],
  ...['gz', 'html', 'ico', 'ics', 'jfif', 'jpeg', 'jpg', 'js', 'json', 'lbx', 'map', 'md', 'mdb'],
  ...['mkv', 'mov', 'mp3', 'mp4', 'ndg', 'ods', 'odt', 'ogg', 'pdf', 'png', 'pptx', 'rar', 'sql'],
  ...['step', 'svg', 'ttf', 'txt', 'webm', 'webp', 'woff', 'woff2', 'xls', 'xlsm', 'xlsx', 'xml'],
  ...['xsig', 'zip'],
]);
/** Kinds of text that nothing in them tells. */
const TEXTS: Readonly<Record<string, string>> = {
  css: 'text/css',
  js: 'text/javascript',
  xml: 'text/xml',
  xsig: 'text/xml',
};
const SAVED: ReadonlySet<string> = new Set(['svg', 'xml', 'xsig', 'html', 'htm', 'xhtml', 'csv']);
/** Types that run scripts where they are shown. */
const ACTIVE = /^(?:text\/(?:html|xml)|application\/xml|.*\+xml)$/;

type Described = Pick<AttachedFile, 'filename'>;

/** Whether files of that extension are served at all. */
export function isServed(key: string): boolean {
  const extension = extensionOf(key);
  return extension === '' || SERVED.has(extension);
}

/** How long a file may be kept, and by whom: other contents get another key. */
export function cachingOf(key: string): string {
  return `${key.startsWith(PUBLIC_FOLDER) ? 'public' : 'private'}, max-age=31536000, immutable`;
}

/**
 * The headers that say what a file is and what browsers may do with it: nothing is taken for
 * anything else than it is called here, and what could run scripts is saved, not shown.
 *
 * @param type found by the content
 * @param file the record of the file, for its name
 */
export function contentHeaders(
  key: string,
  type: string,
  isUtf8: boolean,
  file: Described | null,
): Record<string, string> {
  const extension = extensionOf(key);
  const shownType = (type.startsWith('text/') && TEXTS[extension]) || type;
  const isSaved = SAVED.has(extension) || ACTIVE.test(shownType);
  const name = shortened(file ? unescapeText(file.filename) : posix.basename(key));
  return {
    'Content-Type':
      shownType.startsWith('text/') && isUtf8 ? `${shownType}; charset=utf-8` : shownType,
    'Content-Disposition': disposition(isSaved ? 'attachment' : 'inline', name),
    ...(isSaved && { 'Content-Security-Policy': "default-src 'none'; sandbox" }),
  };
}

function extensionOf(key: string): string {
  return posix.extname(key).slice(1).toLowerCase();
}

/** In characters, of which each can take twelve as RFC 8187 writes it. */
const LONGEST_NAME = 120;

/** A name as it fits into a header, with its ending. */
function shortened(name: string): string {
  const ending = posix.extname(name);
  if (ending.length > LONGEST_NAME / 2) return cutText(name, LONGEST_NAME);
  return cutText(name.slice(0, name.length - ending.length), LONGEST_NAME - ending.length) + ending;
}

/** The name twice: for old clients in ASCII, for all others as RFC 8187 writes it. */
function disposition(kind: 'attachment' | 'inline', name: string): string {
  const plain = name.replace(/[^ !#$&'()+,.0-9;=@A-Z[\]^_`a-z{}~-]/gu, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
