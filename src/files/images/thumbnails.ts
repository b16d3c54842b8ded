import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CONFIG, type Config } from '../../kernel/config/config.js';
import { removeFiles } from '../../kernel/http/body/multipart-fields.js';
import { uploadFolder } from '../../kernel/http/body/request-fields.js';
import type { AttachedFile } from '../attached-file.entity.js';
import { DownloadLinks, type Links } from '../downloads/download-links.js';
import { hasThumbnails, Pictures, UnreadablePictureError } from '../pictures.js';
import {
  fileOfKey,
  THUMBNAIL_FOLDER,
  thumbnailPrefix,
  UnsafeKeyError,
} from '../storage/file-key.js';
import { FileStorage, MissingFileError } from '../storage/file-storage.js';

/** What a thumbnail fits into, in pixels. */
export interface Box {
  readonly width: number;
  readonly height: number;
}

export type Thumbnail = Box & Links;

/** Extensions of pictures that FacturaScripts makes thumbnails of. */
const EXTENSIONS: ReadonlySet<string> = new Set(['.gif', '.jpg', '.jpeg', '.png']);
/** A name in a folder has at most 255 bytes; number, box and extension need some of them. */
const LONGEST_STEM = 180;
/** Whoever may read a picture may have thumbnails of it made: those must not fill the store. */
const MOST_OF_PICTURE = 40;
const BOX = /_(\d+)x(\d+)\.[a-z]+$/;

/** Small copies of pictures, beside them in the store. */
@Injectable()
export class Thumbnails {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly storage: FileStorage,
    private readonly pictures: Pictures,
    private readonly links: DownloadLinks,
  ) {}

  /**
   * Makes the thumbnail unless it is there, or there are as many as a picture may have; a file that
   * is no such picture gets none.
   */
  async make(file: AttachedFile, box: Box): Promise<void> {
    const { mimetype } = file;
    const extension = posix.extname(file.path);
    if (!EXTENSIONS.has(extension) || !hasThumbnails(mimetype)) return;
    const key = keyOf(file, box, extension);
    if ((await this.storage.stat(key)) || (await this.isFull(file))) return;
    const folder = uploadFolder(this.config);
    const local = join(folder, randomUUID());
    const small = `${local}-small`;
    try {
      await mkdir(folder, { recursive: true });
      await pipeline(this.storage.open(file.path), createWriteStream(local, { mode: 0o600 }));
      await this.pictures.thumbnail(local, small, mimetype ?? '', box);
      await this.storage.put(key, small);
    } catch (error) {
      if (!isOfPicture(error)) throw error;
    } finally {
      await removeFiles([local, small]);
    }
  }

  private async isFull({ idfile }: AttachedFile): Promise<boolean> {
    let count = 0;
    for await (const _thumbnail of this.storage.list(thumbnailPrefix(idfile))) count += 1;
    return count >= MOST_OF_PICTURE;
  }

  /** All thumbnails that there are of the files, by number of the file. */
  async of(files: readonly AttachedFile[]): Promise<ReadonlyMap<number, readonly Thumbnail[]>> {
    const byId = new Map(files.map((file) => [file.idfile, file]));
    const found = new Map<number, Thumbnail[]>(files.map(({ idfile }) => [idfile, []]));
    const prefixes = files.map(({ idfile }) => thumbnailPrefix(idfile));
    for await (const { key } of this.storage.list(...prefixes)) {
      const file = byId.get(fileOfKey(key)?.idfile ?? 0);
      const [, width, height] = BOX.exec(key) ?? [];
      if (!file || width === undefined || height === undefined) continue;
      const links = await this.links.of(file, key);
      found.get(file.idfile)?.push({ width: Number(width), height: Number(height), ...links });
    }
    return found;
  }
}

/** A picture that is not there, or that can not be read, only lacks its thumbnail. */
function isOfPicture(error: unknown): boolean {
  return (
    error instanceof UnreadablePictureError ||
    error instanceof MissingFileError ||
    error instanceof UnsafeKeyError
  );
}

/** `MyFiles/Tmp/Thumbnails/8_foto roja ñ_120x60.png`. */
function keyOf({ idfile, filename }: AttachedFile, { width, height }: Box, extension: string) {
  const stem = filename.slice(0, filename.length - posix.extname(filename).length);
  // What ends the path of an address, or begins something else in it, can be in no link.
  let name = stem.replace(/[\\/%?#\p{Cc}]/gu, '_').toWellFormed();
  while (Buffer.byteLength(name) > LONGEST_STEM) name = [...name].slice(0, -1).join('');
  return `${THUMBNAIL_FOLDER}${idfile}_${name}_${width}x${height}${extension}`;
}
