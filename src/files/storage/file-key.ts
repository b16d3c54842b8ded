import { posix } from 'node:path';

/** How all keys begin, and the address of downloads. */
export const ROOT = 'MyFiles/';
/** What anybody may download. */
export const PUBLIC_FOLDER = `${ROOT}Public/`;
export const THUMBNAIL_FOLDER = `${ROOT}Tmp/Thumbnails/`;

/** A key that leads, or could lead, out of the store. */
export class UnsafeKeyError extends Error {
  constructor(readonly key: string) {
    super(`No key of the file store: ${JSON.stringify(key)}`);
  }
}

/** @throws UnsafeKeyError unless the key names something below `MyFiles/`, in its plain spelling */
export function assertKey(key: string): void {
  const isPlain = posix.normalize(key) === key && !key.includes('\\') && !key.includes('\0');
  if (!isPlain || !key.startsWith(ROOT) || key === ROOT) throw new UnsafeKeyError(key);
}

/** Which attached file a key belongs to. */
export interface KeyOwner {
  readonly idfile: number;
  /** Whether it was made of the file, as thumbnails are. */
  readonly isPart: boolean;
}

/** Null for keys that belong to no attached file. */
export function fileOfKey(key: string): KeyOwner | null {
  const match = /^MyFiles\/(\d{4}\/\d{2}|Tmp\/Thumbnails)\/(\d{1,10})(?=[_.]|$)/.exec(key);
  if (!match) return null;
  return { idfile: Number(match[2]), isPart: key.startsWith(THUMBNAIL_FOLDER) };
}

/** How the keys of all thumbnails of a file begin. */
export function thumbnailPrefix(idfile: number): string {
  return `${THUMBNAIL_FOLDER}${idfile}_`;
}
