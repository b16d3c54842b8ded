import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import { fileTypeFromBuffer, fileTypeFromFile } from 'file-type';

/** How much of a file is looked at to tell kinds of text apart. */
export const HEAD_BYTES = 64 * 1024;
export const UNKNOWN_TYPE = 'application/octet-stream';

const XML = 'text/xml';
/** An animated PNG is a PNG to those who know no such thing. */
const ALIASES: Readonly<Record<string, string>> = { 'image/apng': 'image/png' };
/** What no text has: controls but for blanks, backspace and those of ISO 8859. */
const CONTROL = /[^\P{Cc}\s\b\u0080-\u009f]/u;
/** Begins what colours a text on a terminal. */
const ESCAPE = '\u001b';
const BEFORE_FIRST_TAG = /^(?:\s+|\ufeff|<!--[\s\S]*?-->|<\?[\s\S]*?\?>)+/;
const HTML_ROOT = /^<(?:!doctype\s+html|html[\s>/])/i;
const HTML_TAG =
  /^<(?:!doctype\s+html|(?:html|head|body|script|iframe|h[1-6]|div|font|table|a|style|title|b|br|p|img|form|meta|link|object|embed|base|template)[\s>/])/i;
const SVG_TAG = /^<(?:!doctype\s+svg|(?:[\w-]+:)?svg[\s>/])/i;
const ANY_TAG = /^<(?:!doctype\s|[a-z_][\w:.-]*[\s>/])/i;

/** The media type of a file by what is in it, whatever it is called. */
export async function typeOfFile(path: string): Promise<string> {
  const found = await fileTypeFromFile(path);
  return typeBy(found?.mime, await headOf(path));
}

/**
 * As `typeOfFile`, by the beginning of a file: some archives and office documents look like the
 * archive that they are.
 */
export async function typeOfHead(head: Buffer): Promise<string> {
  return typeBy((await fileTypeFromBuffer(head))?.mime, head);
}

/** What kind of text begins so; unknown where it is none. */
export function textTypeOf(head: Buffer): string {
  const text = decoded(head);
  if (text === null) return UNKNOWN_TYPE;
  const start = text.replace(BEFORE_FIRST_TAG, '');
  const hasProlog = /^\s*<\?xml\s/i.test(text.replace(/^\ufeff/, ''));
  if (SVG_TAG.test(start)) return 'image/svg+xml';
  if (hasProlog && HTML_ROOT.test(start)) return 'application/xhtml+xml';
  if (!hasProlog && HTML_TAG.test(start)) return 'text/html';
  if (hasProlog || ANY_TAG.test(start)) return XML;
  return head.length < HEAD_BYTES && isJson(text) ? 'application/json' : 'text/plain';
}

function typeBy(found: string | undefined, head: Buffer): string {
  if (found !== undefined && found !== 'application/xml') return ALIASES[found] ?? found;
  return textTypeOf(head);
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The text in a beginning of a file; null where it is none. */
function decoded(head: Buffer): string | null {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le').decode(head);
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be').decode(head);
  const text = isUtf8Head(head) ? head.toString('utf8') : head.toString('latin1');
  return CONTROL.test(text.replaceAll(ESCAPE, '')) ? null : text;
}

/** Whether a beginning of a file is UTF-8; its last letter may be cut. */
export function isUtf8Head(head: Buffer): boolean {
  if (isUtf8(head)) return true;
  return [1, 2, 3].some((cut) => head.length > 3 && isUtf8(head.subarray(0, -cut)));
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
