import { stat } from 'node:fs/promises';
import { refuse } from '../../kernel/errors/problem.js';
import { removeFiles } from '../../kernel/http/body/multipart-fields.js';
import {
  hasMetadata,
  MOST_MEGAPIXELS,
  UnreadablePictureError,
  type Pictures,
} from '../pictures.js';
import { fileNameOf, isForbidden, type FileName } from './file-name.js';
import { typeOfFile } from './file-type.js';

/** A file as it came: a copy on the local disk, and what it was called. */
export interface SentFile {
  readonly name: string;
  /** Of the local copy. */
  readonly path: string;
  /** The body field that it came in. */
  readonly field: string;
}

/** A file that can be stored: looked through and, where it is a picture, without metadata. */
export interface IncomingFile extends FileName {
  readonly mimetype: string;
  /** In bytes. */
  readonly size: number;
  /** On the local disk. */
  readonly path: string;
  /** Removes what was made on the way; not the copy that came. */
  dispose(): Promise<void>;
}

/**
 * A picture that can not be read is not stored as it came: no JPEG, PNG or WebP in the store says
 * where it was taken, and none unpacks to gigabytes.
 *
 * @throws RuleError `file-type-not-allowed`, `file-empty`, `picture-unreadable` with the field
 */
export async function lookThrough(sent: SentFile, pictures: Pictures): Promise<IncomingFile> {
  const { field } = sent;
  const name = fileNameOf(sent.name);
  if (isForbidden(name)) refuse('file-type-not-allowed', field, { value: name.extension });
  const { size } = await stat(sent.path);
  if (size === 0) refuse('file-empty', field, { value: name.shown });
  const mimetype = await typeOfFile(sent.path);
  const whole = { ...name, mimetype, size, path: sent.path, dispose: () => Promise.resolve() };
  if (!hasMetadata(mimetype)) return whole;
  const path = `${sent.path}-plain`;
  const dispose = () => removeFiles([path]);
  try {
    await pictures.withoutMetadata(sent.path, path, mimetype);
    return { ...whole, path, size: (await stat(path)).size, dispose };
  } catch (error) {
    await dispose();
    if (!(error instanceof UnreadablePictureError)) throw error;
    return refuse('picture-unreadable', field, { pixels: MOST_MEGAPIXELS });
  }
}
