import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import { FieldCollector, toPlain, type FieldLimits } from './form-fields.js';
import { RequestError } from '../request-error.js';

export interface MultipartLimits extends FieldLimits {
  /** Of all fields together, with their names. */
  readonly bytes: number;
  /** Where files wait; it need not exist. */
  readonly folder: string;
}

/** A file that waits in the folder for uploads until it is disposed of. */
export interface UploadedFile {
  /** The field's name as sent, brackets included. */
  readonly field: string;
  /** The client's name for it, without folders. */
  readonly name: string;
  /** The type the client claims. */
  readonly type: string;
  readonly size: number;
  readonly path: string;
}

interface MultipartBody {
  readonly fields: Record<string, unknown>;
  readonly files: readonly UploadedFile[];
}

const FILES_MAX = 100;

/**
 * Reads a multipart body; its files go to the folder for uploads as they come. Bad UTF-8 in a
 * field becomes U+FFFD here: busboy decodes before we see the bytes.
 *
 * @throws RequestError 413 `body-too-large`; 400 `invalid-multipart`, `too-many-fields`, `too-deep`
 */
export async function readMultipart(
  chunks: AsyncIterable<Buffer>,
  contentType: string,
  limits: MultipartLimits,
): Promise<MultipartBody> {
  const parser = multipartParser(contentType, limits);
  await mkdir(limits.folder, { recursive: true });
  const fields = new FieldCollector(limits);
  let bytesLeft = limits.bytes;
  const paths: string[] = [];
  const uploads: Promise<UploadedFile>[] = [];
  const fail = (error: unknown): void => {
    parser.destroy(error instanceof Error ? error : new Error(String(error)));
  };
  // A malformed part may raise several errors; only the first has another listener.
  parser.on('error', () => undefined);
  parser.on('fieldsLimit', () => fail(new RequestError(400, 'too-many-fields')));
  parser.on('filesLimit', () => fail(new RequestError(400, 'too-many-fields')));
  parser.on('field', (name: string | undefined, value, { valueTruncated }) => {
    try {
      bytesLeft -= Buffer.byteLength(name ?? '') + Buffer.byteLength(value);
      if (valueTruncated || bytesLeft < 0) throw new RequestError(413, 'body-too-large');
      fields.add(name ?? '', value);
    } catch (error) {
      fail(error);
    }
  });
  parser.on('file', (field: string | undefined, stream, { filename, mimeType }) => {
    if (parser.destroyed || filename === undefined) return void stream.resume();
    const path = join(limits.folder, randomUUID());
    const upload = storeFile(stream, { field: field ?? '', name: filename, type: mimeType, path });
    upload.catch(fail);
    paths.push(path);
    uploads.push(upload);
  });
  try {
    await pipeline(chunks, parser);
    return { fields: toPlain(fields.map), files: await Promise.all(uploads) };
  } catch (error) {
    await Promise.allSettled(uploads);
    await removeFiles(paths);
    // A system error is a full disk or the like; all others come from the parser.
    const known = error instanceof RequestError || (error instanceof Error && 'syscall' in error);
    throw known ? error : new RequestError(400, 'invalid-multipart');
  }
}

function multipartParser(contentType: string, limits: MultipartLimits): busboy.Busboy {
  const { fields, bytes } = limits;
  try {
    return busboy({
      headers: { 'content-type': contentType },
      defParamCharset: 'utf8',
      limits: { fields, files: FILES_MAX, fieldSize: bytes },
    });
  } catch {
    throw new RequestError(400, 'invalid-multipart');
  }
}

async function storeFile(
  stream: Readable,
  file: Omit<UploadedFile, 'size'>,
): Promise<UploadedFile> {
  const target = createWriteStream(file.path, { flags: 'wx', mode: 0o600 });
  await pipeline(stream, target);
  return { ...file, size: target.bytesWritten };
}

/** Removes files that may be gone already. */
export async function removeFiles(paths: readonly string[]): Promise<void> {
  await Promise.all(paths.map((path) => rm(path, { force: true })));
}
