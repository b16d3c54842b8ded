import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createUnzip } from 'node:zlib';
import { parseFields, strictDecoder, toPlain } from './form-fields.js';
import { jsonFields } from './json-fields.js';
import {
  readMultipart,
  removeFiles,
  type MultipartLimits,
  type UploadedFile,
} from './multipart-fields.js';
import { RequestError } from '../request-error.js';

export type { UploadedFile } from './multipart-fields.js';

/** `bytes` counts for the whole body, as sent and also after decompression. */
export interface BodyLimits extends MultipartLimits {
  /** Of a multipart body with its files; `bytes` then counts for its fields. */
  readonly upload: number;
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

/** Bodies that were read ahead, and what their readers get. */
const held = new WeakMap<IncomingMessage, RequestBody>();
const METHODS_WITH_FIELDS = new Set(['POST', 'PUT', 'PATCH']);
const MULTIPART = 'multipart/form-data';
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
  const known = held.get(request);
  if (known) return known;
  try {
    return await readKind(request, limits);
  } catch (error) {
    await discard(request, Math.max(2 * limits.bytes, DISCARD_BYTES_MIN));
    throw error;
  }
}

/**
 * Reads a body ahead of whoever else reads it, once or several times: they all get the same, and
 * its files stay when they dispose of it, until the caller disposes of what is returned here.
 *
 * @throws as `readBody`
 */
export async function holdBody(request: IncomingMessage, limits: BodyLimits): Promise<RequestBody> {
  const known = held.get(request);
  // Whoever held it first disposes of it.
  if (known) return known;
  const body = await readBody(request, limits);
  held.set(request, { ...body, dispose: () => Promise.resolve() });
  return {
    ...body,
    async dispose() {
      held.delete(request);
      await body.dispose();
    },
  };
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
  const hasFields = METHODS_WITH_FIELDS.has(request.method ?? '');
  const bytesMax = hasFields && type === MULTIPART ? limits.upload : limits.bytes;
  const sent = bounded(chunksOf(request), bytesMax);
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) {
    throw new RequestError(413, 'body-too-large');
  }
  if (hasFields) {
    const encoding = request.headers['content-encoding'] ?? 'identity';
    const chunks = (): Chunks => inflated(sent, encoding, bytesMax);
    if (type === 'application/x-www-form-urlencoded') {
      const fields = parseFields(await collect(chunks()), limits, strictDecoder(header));
      return bodyOf('form', toPlain(fields));
    }
    if (type === 'application/json' || type.endsWith('+json')) {
      return bodyOf('json', jsonFields(strictDecoder()(await collect(chunks())), limits));
    }
    if (type === MULTIPART) {
      const { fields, files } = await readMultipart(chunks(), header, limits);
      return bodyOf('multipart', fields, files);
    }
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
