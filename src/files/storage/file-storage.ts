/** What the store knows of a file in it. */
export interface StoredObject {
  readonly key: string;
  /** In bytes. */
  readonly size: number;
  readonly modified: Date;
  /** Changes with the content; no quotes. */
  readonly tag: string;
}

/** Bytes from `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A file that was there a moment ago, or should be. */
export class MissingFileError extends Error {
  constructor(readonly key: string) {
    super(`The file store has no ${key}`);
  }
}

/**
 * Where the bytes of files are. Keys begin with `MyFiles/` and are the `path` of the records of
 * files. Every method throws an `UnsafeKeyError` for a key that leads out of the store.
 */
export abstract class FileStorage {
  /** Stores a copy of a local file. Whoever reads the key sees all of it, or what was there before. */
  abstract put(key: string, source: string): Promise<void>;

  /** What there is under the key; null when there is no file. */
  abstract stat(key: string): Promise<StoredObject | null>;

  /**
   * The bytes as they are read; nothing is opened before the first one is asked for.
   *
   * @throws MissingFileError when there is no such file
   */
  abstract open(key: string, range?: ByteRange): AsyncIterable<Uint8Array>;

  /** Removes the file if there is one. */
  abstract delete(key: string): Promise<void>;

  /** Every file whose key begins with one of the prefixes, in no order. */
  abstract list(...prefixes: readonly string[]): AsyncIterable<StoredObject>;

  /** Removes what writers that were cut off left behind, older than the moment; gives how much. */
  abstract tidy(before: Date): Promise<number>;

  /** The whole file in memory; null when there is none, or when it is larger than `bytesMax`. */
  async read(key: string, bytesMax: number): Promise<Buffer | null> {
    const found = await this.stat(key);
    if (!found || found.size > bytesMax) return null;
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.open(key)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }
}
