import { TextDecoder } from 'node:util';
import { RequestError } from '../request-error.js';

export interface FieldLimits {
  /** Most values a request may carry. */
  readonly fields: number;
  /** Most levels of nesting, the top one included: `a[b][c]` has three. */
  readonly depth: number;
}

export const FIELD_LIMITS: FieldLimits = { fields: 10_000, depth: 20 };

export type FieldValue = string | FieldMap;

/** Fields in the order of the text, whatever their names: `filter[2]` may precede `filter[1]`. */
export class FieldMap extends Map<string, FieldValue> {
  private nextIndex = 0;

  override set(key: string, value: FieldValue): this {
    if (isIndex(key)) this.nextIndex = Math.max(this.nextIndex, Number(key) + 1);
    return super.set(key, value);
  }

  /** The key that an empty bracket stands for: one more than the highest index so far. */
  keyToAppend(): string {
    return String(this.nextIndex);
  }
}

/** Turns the bytes of a name or value into text, or throws a RequestError. */
export type DecodeBytes = (bytes: Buffer) => string;

export type PlainValue = string | PlainValue[] | PlainFields;
/** Has no prototype, so that `__proto__` and `constructor` are names like any other. */
export type PlainFields = { [name: string]: PlainValue };

const SPACE = 0x20;
const PERCENT = 0x25;
const PLUS = 0x2b;
const DOT = 0x2e;
const BRACKET = 0x5b;
const UNDERSCORE = 0x5f;
const ENCODED = /[%\u0080-\uffff]/;
const FORM_ENCODED = /[%+\u0080-\uffff]/;
const NON_ASCII = /[\u0080-\uffff]/;
const INDEX = /^(?:0|[1-9]\d{0,14})$/;

/**
 * Parses a query string (without its `?`) or an urlencoded body. A body is given as bytes,
 * because only `decode` knows their character set; the default replaces bad UTF-8 by U+FFFD.
 *
 * `a[b]=1` nests, `a[]=1` appends, the later duplicate wins in the place of the first, pairs
 * without a name are skipped and an incomplete percent sequence stays as it is.
 *
 * @throws RequestError 400 `too-many-fields`, `too-deep`, and whatever `decode` throws
 */
export function parseFields(
  source: string | Buffer,
  limits: FieldLimits = FIELD_LIMITS,
  decode: DecodeBytes = decodeLeniently,
): FieldMap {
  const text = oneCharacterPerByte(source);
  const fields = new FieldCollector(limits);
  let start = 0;
  while (start < text.length) {
    const separator = text.indexOf('&', start);
    const end = separator === -1 ? text.length : separator;
    if (end > start) {
      const pair = text.slice(start, end);
      const equals = pair.indexOf('=');
      const name = equals === -1 ? pair : pair.slice(0, equals);
      const value = equals === -1 ? '' : pair.slice(equals + 1);
      fields.add(decodeForm(name, decode), decodeForm(value, decode));
    }
    start = end + 1;
  }
  return fields.map;
}

/** Gathers fields under the bracket rules, wherever they come from. */
export class FieldCollector {
  readonly map = new FieldMap();
  private count = 0;

  constructor(private readonly limits: FieldLimits) {}

  /**
   * Files a decoded value under its decoded name.
   *
   * @throws RequestError 400 `too-many-fields`, `too-deep`
   */
  add(name: string, value: string): void {
    this.count += 1;
    if (this.count > this.limits.fields) throw new RequestError(400, 'too-many-fields');
    const [top = '', ...inner] = pathOfName(name, this.limits.depth);
    if (top === '') return;
    let map = this.map;
    let key = top;
    for (const next of inner) {
      map = childMap(map, key);
      key = next === '' ? map.keyToAppend() : next;
    }
    map.set(key, value);
  }
}

/**
 * The fields as plain objects without prototype; a level whose keys are exactly 0 … n-1
 * becomes a list. The top level is always an object.
 */
export function toPlain(fields: FieldMap): PlainFields {
  const plain = Object.create(null) as PlainFields;
  for (const [key, value] of fields) plain[key] = plainValue(value);
  return plain;
}

/** Decodes the UTF-8 of `%XX` sequences, bad bytes as U+FFFD; an incomplete one stays. */
export function decodePercent(text: string): string {
  return ENCODED.test(text) ? decodeBytes(oneCharacterPerByte(text), decodeLeniently) : text;
}

/**
 * A decoder that refuses what is not text in the character set of a content type. Without one,
 * or with an unknown one, it is UTF-8.
 *
 * @throws RequestError 400 `invalid-encoding`, from the decoder
 */
export function strictDecoder(contentType = ''): DecodeBytes {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  const decoder = textDecoder(charset) ?? new TextDecoder('utf-8', { fatal: true });
  return (bytes) => {
    try {
      return decoder.decode(bytes);
    } catch {
      throw new RequestError(400, 'invalid-encoding');
    }
  };
}

function textDecoder(charset: string): TextDecoder | undefined {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    return undefined;
  }
}

function decodeForm(text: string, decode: DecodeBytes): string {
  return FORM_ENCODED.test(text) ? decodeBytes(text, decode, SPACE) : text;
}

function decodeBytes(text: string, decode: DecodeBytes, plus = PLUS): string {
  const bytes = Buffer.from(text, 'latin1');
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    let byte = bytes[at] ?? 0;
    if (byte === PLUS) {
      byte = plus;
    } else if (byte === PERCENT) {
      const escaped = hexDigit(bytes[at + 1]) * 16 + hexDigit(bytes[at + 2]);
      if (!Number.isNaN(escaped)) {
        byte = escaped;
        at += 2;
      }
    }
    bytes[length] = byte;
    length += 1;
  }
  return decode(bytes.subarray(0, length));
}

function hexDigit(code = 0): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : NaN;
}

function oneCharacterPerByte(source: string | Buffer): string {
  if (typeof source !== 'string') return source.toString('latin1');
  return NON_ASCII.test(source) ? Buffer.from(source, 'utf8').toString('latin1') : source;
}

function decodeLeniently(bytes: Buffer): string {
  return bytes.toString('utf8');
}

/** `a.b[c][]` gives `a_b`, `c` and an empty name. A bracket that is never closed opens nothing. */
function pathOfName(name: string, depthMax: number): string[] {
  const open = name.indexOf('[');
  let close = open === -1 ? -1 : name.indexOf(']', open);
  if (close === -1) return [topLevelName(name)];
  const path = [topLevelName(name.slice(0, open))];
  let at = open;
  while (name[at] === '[' && close !== -1) {
    path.push(name.slice(at + 1, close));
    if (path.length > depthMax) throw new RequestError(400, 'too-deep', path[0]);
    at = close + 1;
    close = name.indexOf(']', at);
  }
  return path;
}

function topLevelName(text: string): string {
  if (!/[. []/.test(text)) return text;
  // In bytes, because replacing millions of characters in a string takes gigabytes.
  const bytes = Buffer.from(text, 'utf8');
  for (const [at, byte] of bytes.entries()) {
    if (byte === DOT || byte === SPACE || byte === BRACKET) bytes[at] = UNDERSCORE;
  }
  return bytes.toString('utf8');
}

function childMap(map: FieldMap, key: string): FieldMap {
  const child = map.get(key);
  if (child instanceof FieldMap) return child;
  const created = new FieldMap();
  map.set(key, created);
  return created;
}

function plainValue(value: FieldValue): PlainValue {
  if (typeof value === 'string') return value;
  return isList(value) ? listOf(value) : toPlain(value);
}

function isList(map: FieldMap): boolean {
  for (const key of map.keys()) if (!isIndex(key) || Number(key) >= map.size) return false;
  return true;
}

function listOf(map: FieldMap): PlainValue[] {
  const list = new Array<PlainValue>(map.size);
  for (const [key, value] of map) list[Number(key)] = plainValue(value);
  return list;
}

function isIndex(key: string): boolean {
  return INDEX.test(key);
}
