import { ExpressAdapter } from '@nestjs/platform-express';
import express, { type Request, type Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { Answer, COMMON_HEADERS } from './answer.js';
import type { HttpFront } from './http-front.js';

const JSON_HEADERS = { 'Content-Type': 'application/json', ...COMMON_HEADERS };

/**
 * Express as this server wants it: paths exact in case, and answers written in one go, behind an
 * HTTP server that is not its own.
 */
export class ApiAdapter extends ExpressAdapter {
  constructor(private readonly front: HttpFront) {
    const app = express();
    app.enable('case sensitive routing');
    app.disable('x-powered-by');
    app.disable('etag');
    // Queries are read from the raw URL by `parseFields`; Express need not parse them again.
    app.set('query parser', () => ({}));
    super(app);
  }

  override initHttpServer(): void {
    this.setHttpServer(this.front.server);
  }

  /** The server goes on: it belongs to the process. */
  override close(): Promise<void> {
    return Promise.resolve();
  }

  override reply(response: Response, body: unknown, status?: number): unknown {
    if (body instanceof Answer) return send(response, body);
    return super.reply(response, body, status);
  }
}

/** Writes an answer; a client that went away is no error. */
export async function send(response: Response, answer: Answer): Promise<void> {
  const { status, body } = answer;
  const headers = headersOf(answer);
  if (typeof body === 'string' || body instanceof Uint8Array) {
    if (status !== 304) headers['Content-Length'] = Buffer.byteLength(body);
    response.writeHead(status, headers);
    response.end(body);
    return;
  }
  response.writeHead(status, headers);
  if ((response.req as Request).method === 'HEAD') {
    response.end();
    return;
  }
  try {
    await pipeline(Readable.from(body, { highWaterMark: 2 }), response);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

function headersOf({ headers }: Answer): Record<string, string | number> {
  const kept: Record<string, string | number> = { ...JSON_HEADERS };
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) Reflect.deleteProperty(kept, name);
    else kept[name] = value;
  }
  return kept;
}
