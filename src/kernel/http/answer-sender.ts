import type { Request, Response } from 'express';
import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.js';
import { COMMON_HEADERS } from './answer.js';
import { fittingHeaders } from './header-value.js';

const JSON_HEADERS = { 'Content-Type': 'application/json', ...COMMON_HEADERS };
/** Bytes that are given to the net at a time, so that one sees whether a reader takes any. */
const SLICE = 65_536;

/**
 * Writes an answer as its reader takes it; a client that went away is no error. What fails before
 * the first piece of a long one is an error like any other.
 */
export async function send(response: Response, answer: Answer): Promise<void> {
  const { status, body } = answer;
  const headers = headersOf(answer);
  if (typeof body === 'string' || body instanceof Uint8Array) {
    const length = Buffer.byteLength(body);
    if (status !== 304) headers['Content-Length'] = length;
    response.writeHead(status, headers);
    if (length <= SLICE || isHead(response)) response.end(body);
    else if (await written(response, body)) response.end();
    return;
  }
  if (isHead(response)) {
    response.writeHead(status, headers);
    response.end();
    return;
  }
  await sendPieces(response, body, () => response.writeHead(status, headers));
}

async function sendPieces(
  response: ServerResponse,
  pieces: Exclude<Answer['body'], string | Uint8Array>,
  begin: () => void,
): Promise<void> {
  const iterator = pieces[Symbol.asyncIterator]();
  try {
    let next = await iterator.next();
    if (response.destroyed) return;
    begin();
    while (!next.done) {
      if (!(await written(response, next.value))) return;
      next = await iterator.next();
    }
    response.end();
  } finally {
    // Whatever is behind the pieces is free when the last one is out, or nobody is left to read.
    await iterator.return?.();
  }
}

/** @returns whether the reader is still there when it has taken all but a little */
async function written(response: ServerResponse, piece: string | Uint8Array): Promise<boolean> {
  const isShort = piece.length <= SLICE;
  const bytes = typeof piece === 'string' && !isShort ? Buffer.from(piece) : piece;
  for (let at = 0; at < bytes.length && !response.destroyed; at += SLICE) {
    const slice = typeof bytes === 'string' ? bytes : bytes.subarray(at, at + SLICE);
    if (!response.write(slice)) await drained(response);
  }
  return !response.destroyed;
}

function drained(response: ServerResponse): Promise<void> {
  if (response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}

function isHead({ req }: Response): boolean {
  return (req as Request).method === 'HEAD';
}

function headersOf({ headers }: Answer): Record<string, string | number> {
  const kept: Record<string, string | number> = { ...JSON_HEADERS };
  for (const [name, value] of Object.entries(fittingHeaders(headers))) {
    if (value === null) Reflect.deleteProperty(kept, name);
    else kept[name] = value;
  }
  return kept;
}
