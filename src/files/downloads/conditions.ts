import type { ByteRange, StoredObject } from '../storage/file-storage.js';

/** What a request says of the version that it wants or has. */
interface Conditions {
  readonly 'if-none-match'?: string;
  readonly 'if-modified-since'?: string;
  readonly 'if-range'?: string | string[];
  readonly range?: string;
}

type Version = Pick<StoredObject, 'size' | 'modified' | 'tag'>;

const ONE_RANGE = /^bytes=\s*(\d*)-(\d*)\s*$/i;

/** The entity tag of what is stored, as headers have it. */
export function entityTag({ tag }: Pick<Version, 'tag'>): string {
  return `"${tag}"`;
}

/** Whether the client has this version already (RFC 9110, 13.1.2 and 13.1.3). */
export function isKnown(headers: Conditions, version: Version): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) {
    const known = tags.split(',').map((each) => each.trim().replace(/^W\//, ''));
    return known.includes('*') || known.includes(entityTag(version));
  }
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return seconds(version.modified.getTime()) <= seconds(since);
}

/**
 * The part that the client asks for (RFC 9110, 14.2): null for the whole. Several parts at once
 * and what can not be understood are the whole too.
 */
export function rangeOf(headers: Conditions, version: Version): ByteRange | 'unsatisfiable' | null {
  const match = ONE_RANGE.exec(headers.range ?? '');
  if (!match || !isSameVersion(headers['if-range'], version)) return null;
  const [, first = '', last = ''] = match;
  const { size } = version;
  if (first === '') {
    if (last === '') return null;
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return null;
  if (start >= size) return 'unsatisfiable';
  return { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}

/** A part of another version would not fit to what the client has (RFC 9110, 13.1.5). */
function isSameVersion(condition: Conditions['if-range'], version: Version): boolean {
  if (typeof condition !== 'string') return condition === undefined;
  if (condition.includes('"')) return condition.trim() === entityTag(version);
  return seconds(Date.parse(condition)) === seconds(version.modified.getTime());
}

/** Dates in headers have no fractions. */
function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
