import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createUnzip } from 'node:zlib';
import busboy from 'busboy';
import { FieldCollector, parseFields, strictDecoder, toPlain } from './form-fields.js';
import type { FieldLimits } from './form-fields.js';
import { RequestError } from './request-error.js';

export interface BodyLimits extends FieldLimits {
  /** Of the whole body, as sent and also after decompression. */
  readonly bytes: number;
}

/** A file that waits in the temporary directory until it is moved away or disposed of. */
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

export interface RequestBody {
  readonly kind: 'form' | 'json' | 'multipart' | 'none';
  /** Has no prototype, on any level. JSON values keep their types; all others are strings. */
  readonly fields: Record<string, unknown>;
  readonly files: readonly UploadedFile[];
  /** Removes the temporary files that are still there. */
  dispose(): Promise<void>;
}

type Chunks = AsyncIterable<Buffer>;
type Inflater = () => Duplex;

const METHODS_WITH_FIELDS = new Set(['POST', 'PUT', 'PATCH']);
const FILES_MAX = 100;
const DISCARD_BYTES_MIN = 1024 * 1024;
const DISCARD_MS = 5000;
const LINGER_MS = 5000;
const INFLATERS = new Map<string, Inflater>([
  ['gzip', createUnzip],
  ['x-gzip', createUnzip],
  ['deflate', createUnzip],
  ['br', createBrotliDecompress],
]);

/**
 * Reads the fields and files of a request. Methods other than POST, PUT and PATCH have none,
 * nor have types other than urlencoded, JSON and multipart: their bodies are thrown away.
 *
 * A refused body is first discarded within bounds, since a client often reads no answer before
 * it has sent everything. Call closeIfUnread before answering.
 *
 * @throws RequestError 413 `body-too-large`; 415 `unsupported-encoding`; 408 `request-aborted`;
 *   400 `invalid-encoding`, `invalid-json`, `invalid-multipart`, `too-many-fields`, `too-deep`
 */
export async function readBody(request: IncomingMessage, limits: BodyLimits): Promise<RequestBody> {
  if (!hasBody(request)) return bodyOf('none');
  try {
    return await readKind(request, limits);
  } catch (error) {
    await discard(request, Math.max(2 * limits.bytes, DISCARD_BYTES_MIN));
    throw error;
  }
}

/**
 * Ends the connection after the answer when the client is still sending a refused body. Node
 * would close it at once, and the reset could overtake the answer (RFC 9112, 9.6): what still
 * comes is thrown away for LINGER_MS.
 */
export function closeIfUnread(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete) return;
  response.setHeader('Connection', 'close');
  const { socket } = request;
  const closeNow = socket.destroySoon.bind(socket);
  socket.destroySoon = () => {
    if (request.complete) return closeNow();
    const timer = setTimeout(closeNow, LINGER_MS);
    socket.once('close', () => clearTimeout(timer));
    request.once('end', closeNow);
    socket.end();
  };
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

async function readKind(request: IncomingMessage, limits: BodyLimits): Promise<RequestBody> {
  const header = request.headers['content-type'] ?? '';
  const type = (header.split(';', 1)[0] ?? '').trim().toLowerCase();
  const sent = bounded(chunksOf(request), limits.bytes);
  if (Number(request.headers['content-length'] ?? 0) > limits.bytes) {
    throw new RequestError(413, 'body-too-large');
  }
  if (METHODS_WITH_FIELDS.has(request.method ?? '')) {
    const encoding = request.headers['content-encoding'] ?? 'identity';
    const chunks = (): Chunks => inflated(sent, encoding, limits.bytes);
    if (type === 'application/x-www-form-urlencoded') {
      const fields = parseFields(await collect(chunks()), limits, strictDecoder(header));
      return bodyOf('form', toPlain(fields));
    }
    if (type === 'application/json' || type.endsWith('+json')) {
      return bodyOf('json', jsonFields(strictDecoder()(await collect(chunks())), limits));
    }
    if (type === 'multipart/form-data') return readMultipart(chunks(), header, limits);
  }
  for await (const _chunk of sent);
  return bodyOf('none');
}

function bodyOf(
  kind: RequestBody['kind'],
  fields: Record<string, unknown> = Object.create(null) as Record<string, unknown>,
  files: readonly UploadedFile[] = [],
): RequestBody {
  return { kind, fields, files, dispose: () => removeFiles(files.map((file) => file.path)) };
}

/** The bytes as sent. Stopping early leaves the request open, since it carries the answer. */
async function* chunksOf(request: IncomingMessage): AsyncGenerator<Buffer> {
  const chunks = request.iterator({ destroyOnReturn: false });
  try {
    for await (const chunk of chunks) yield chunk as Buffer;
  } catch {
    throw new RequestError(408, 'request-aborted');
  }
}

async function* bounded(chunks: Chunks, bytesMax: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw new RequestError(413, 'body-too-large');
    yield chunk;
  }
}

function inflated(chunks: Chunks, encoding: string, bytesMax: number): Chunks {
  const name = encoding.trim().toLowerCase();
  if (name === 'identity' || name === '') return chunks;
  const inflater = INFLATERS.get(name)?.();
  if (inflater === undefined) throw new RequestError(415, 'unsupported-encoding');
  // Whoever reads the inflater meets the error, so nobody needs it here.
  pipeline(chunks, inflater).catch(() => undefined);
  return bounded(inflatedChunks(inflater), bytesMax);
}

async function* inflatedChunks(inflater: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of inflater) yield chunk as Buffer;
  } catch (error) {
    throw error instanceof RequestError ? error : new RequestError(400, 'invalid-encoding');
  }
}

async function collect(chunks: Chunks): Promise<Buffer> {
  const list: Buffer[] = [];
  for await (const chunk of chunks) list.push(chunk);
  return Buffer.concat(list);
}

function jsonFields(text: string, limits: FieldLimits): Record<string, unknown> {
  if (text.trim() === '') return Object.create(null) as Record<string, unknown>;
  assertJsonBounds(text, limits);
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RequestError(400, 'invalid-json');
  }
  return withoutPrototype(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestError(400, 'invalid-json');
  }
}

/** Counts before parsing: millions of nested brackets would cost gigabytes once parsed. */
function assertJsonBounds(text: string, limits: FieldLimits): void {
  let depth = 0;
  let values = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') inString = !inString;
    else if (inString) at += character === '\\' ? 1 : 0;
    else if (character === ',') values += 1;
    else if (character === '}' || character === ']') depth -= 1;
    else if (character === '{' || character === '[') {
      depth += 1;
      values += 1;
      if (depth > limits.depth) throw new RequestError(400, 'too-deep');
    }
    if (values > limits.fields) throw new RequestError(400, 'too-many-fields');
  }
}

function withoutPrototype(object: object): Record<string, unknown> {
  const fields = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of Object.entries(object)) {
    assertWellFormed(key, key.toWellFormed());
    fields[key] = storable(value, key);
  }
  return fields;
}

/** JSON can spell values that neither a database nor JSON itself can hold. */
function storable(value: unknown, field: string): unknown {
  if (Array.isArray(value)) return value.map((item) => storable(item, field));
  if (typeof value === 'object' && value !== null) return withoutPrototype(value);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RequestError(400, 'invalid-json', field);
  }
  if (typeof value === 'string') assertWellFormed(value, field);
  return value;
}

function assertWellFormed(text: string, field: string): void {
  if (!text.isWellFormed()) throw new RequestError(400, 'invalid-encoding', field);
}

/** Bad UTF-8 in a field becomes U+FFFD here: busboy decodes before we see the bytes. */
async function readMultipart(
  chunks: Chunks,
  contentType: string,
  limits: FieldLimits,
): Promise<RequestBody> {
  const parser = multipartParser(contentType, limits);
  const fields = new FieldCollector(limits);
  const paths: string[] = [];
  const uploads: Promise<UploadedFile>[] = [];
  const fail = (error: unknown): void => {
    parser.destroy(error instanceof Error ? error : new Error(String(error)));
  };
  // A malformed part may raise several errors; only the first has another listener.
  parser.on('error', () => undefined);
  parser.on('fieldsLimit', () => fail(new RequestError(400, 'too-many-fields')));
  parser.on('filesLimit', () => fail(new RequestError(400, 'too-many-fields')));
  parser.on('field', (name: string | undefined, value) => {
    try {
      fields.add(name ?? '', value);
    } catch (error) {
      fail(error);
    }
  });
  parser.on('file', (field: string | undefined, stream, { filename, mimeType }) => {
    if (parser.destroyed || filename === undefined) return void stream.resume();
    const path = join(tmpdir(), `facturanest-upload-${randomUUID()}`);
    const upload = storeFile(stream, { field: field ?? '', name: filename, type: mimeType, path });
    upload.catch(fail);
    paths.push(path);
    uploads.push(upload);
  });
  try {
    await pipeline(chunks, parser);
    return bodyOf('multipart', toPlain(fields.map), await Promise.all(uploads));
  } catch (error) {
    await Promise.allSettled(uploads);
    await removeFiles(paths);
    // A system error is a full disk or the like; all others come from the parser.
    const known = error instanceof RequestError || (error instanceof Error && 'syscall' in error);
    throw known ? error : new RequestError(400, 'invalid-multipart');
  }
}

function multipartParser(contentType: string, { fields }: FieldLimits): busboy.Busboy {
  try {
    return busboy({
      headers: { 'content-type': contentType },
      defParamCharset: 'utf8',
      limits: { fields, files: FILES_MAX, fieldSize: Infinity },
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

async function removeFiles(paths: readonly string[]): Promise<void> {
  await Promise.all(paths.map((path) => rm(path, { force: true })));
}

/** Lets the rest of a body flow away: at most so many bytes and DISCARD_MS are waited for. */
function discard(request: IncomingMessage, bytesMax: number): Promise<void> {
  return new Promise((resolve) => {
    let bytesLeft = bytesMax;
    const count = (chunk: Buffer): void => {
      bytesLeft -= chunk.length;
      if (bytesLeft < 0) finish();
    };
    const finish = (): void => {
      clearTimeout(timer);
      request.off('data', count).off('end', finish).off('close', finish).off('error', finish);
      // A paused request would block its connection for ever.
      request.resume();
      resolve();
    };
    const timer = setTimeout(finish, DISCARD_MS);
    if (request.readableEnded || request.destroyed) return finish();
    request.on('data', count).on('end', finish).on('close', finish).on('error', finish);
  });
}
