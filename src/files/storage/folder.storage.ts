import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, link, mkdir, open, opendir, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { assertKey, ROOT, UnsafeKeyError } from './file-key.js';
import {
  FileStorage,
  MissingFileError,
  type ByteRange,
  type StoredObject,
} from './file-storage.js';

/** How the names of files begin that are not all there yet. */
const UNFINISHED = '.unfinished-';

/** Files in the folder `MyFiles` below another one, laid out as FacturaScripts does. */
export class FolderStorage extends FileStorage {
  /** @param folder the parent of `MyFiles`; it is made when the first file comes */
  constructor(private readonly folder: string) {
    super();
  }

  async put(key: string, source: string): Promise<void> {
    const target = this.pathOf(key);
    const folder = dirname(target);
    await mkdir(folder, { recursive: true });
    await this.assertInside(folder, key);
    const unfinished = join(folder, UNFINISHED + randomUUID());
    try {
      await place(source, unfinished);
      await flush(unfinished);
      await rename(unfinished, target);
      await flushFolder(folder);
    } finally {
      // Where both names are of one file, renaming does nothing.
      await rm(unfinished, { force: true });
    }
  }

  async stat(key: string): Promise<StoredObject | null> {
    const path = await this.existing(key);
    return path === null ? null : described(key, path);
  }

  async *open(key: string, range?: ByteRange): AsyncIterable<Uint8Array> {
    const path = await this.existing(key);
    if (path === null) throw new MissingFileError(key);
    for await (const chunk of createReadStream(path, range)) yield chunk as Buffer;
  }

  async delete(key: string): Promise<void> {
    const path = await this.existing(key);
    if (path !== null) await rm(path, { force: true });
  }

  async *list(...prefixes: readonly string[]): AsyncIterable<StoredObject> {
    for await (const key of this.keysBelow(ROOT, prefixes)) {
      const object = isUnfinished(key) ? null : await this.statUnlessUnsafe(key);
      if (object) yield object;
    }
  }

  async tidy(before: Date): Promise<number> {
    let removed = 0;
    for await (const key of this.keysBelow(ROOT, [ROOT])) {
      if (!isUnfinished(key)) continue;
      const object = await this.statUnlessUnsafe(key);
      if (!object || object.modified >= before) continue;
      await rm(this.pathOf(key), { force: true });
      removed += 1;
    }
    return removed;
  }

  private pathOf(key: string): string {
    assertKey(key);
    return join(this.folder, ...key.split('/'));
  }

  /** The real path of a file; null when there is none. */
  private async existing(key: string): Promise<string | null> {
    const path = await orNull(realpath(this.pathOf(key)));
    if (path !== null) await this.assertInside(path, key);
    return path;
  }

  /** A link may lead anywhere; one inside of the store is as good as what it leads to. */
  private async assertInside(path: string, key: string): Promise<void> {
    const [root, real] = await Promise.all([realpath(join(this.folder, ROOT)), realpath(path)]);
    if (real !== root && !real.startsWith(root + sep)) throw new UnsafeKeyError(key);
  }

  private async *keysBelow(folder: string, prefixes: readonly string[]): AsyncIterable<string> {
    const entries = await orNull(opendir(join(this.folder, folder)));
    if (entries === null) return;
    for await (const entry of entries) {
      const key = folder + entry.name;
      if (entry.isDirectory()) {
        const below = `${key}/`;
        const leads = prefixes.some((each) => each.startsWith(below) || below.startsWith(each));
        if (leads) yield* this.keysBelow(below, prefixes);
      } else if (prefixes.some((each) => key.startsWith(each))) yield key;
    }
  }

  private async statUnlessUnsafe(key: string): Promise<StoredObject | null> {
    try {
      return await this.stat(key);
    } catch (error) {
      if (error instanceof UnsafeKeyError) return null;
      throw error;
    }
  }
}

async function described(key: string, path: string): Promise<StoredObject | null> {
  const found = await orNull(stat(path));
  if (!found?.isFile()) return null;
  const { size, mtime, mtimeMs } = found;
  const tag = `${size.toString(36)}-${Math.trunc(mtimeMs * 1000).toString(36)}`;
  return { key, size, modified: mtime, tag };
}

/** A second name for the same bytes costs nothing; another disk needs a copy. */
async function place(source: string, target: string): Promise<void> {
  try {
    await link(source, target);
  } catch {
    await copyFile(source, target);
  }
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The name itself must outlive a power cut too. Windows opens no folders, and keeps names anyway. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function isUnfinished(key: string): boolean {
  return key.slice(key.lastIndexOf('/') + 1).startsWith(UNFINISHED);
}

/** Null where there is no such file, or a part of its path is none that could lead to it. */
async function orNull<T>(looked: Promise<T>): Promise<T | null> {
  try {
    return await looked;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes(code)) return null;
    throw error;
  }
}
