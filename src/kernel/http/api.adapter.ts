import { ExpressAdapter } from '@nestjs/platform-express';
import express, { type Express, type Request, type Response } from 'express';
import { createServer, IncomingMessage, ServerResponse, type ServerOptions } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { Answer, COMMON_HEADERS } from './answer.js';

const JSON_HEADERS = { 'Content-Type': 'application/json', ...COMMON_HEADERS };

/** Express as this server wants it: paths exact in case, and answers written in one go. */
export class ApiAdapter extends ExpressAdapter {
  constructor() {
    const app = express();
    app.enable('case sensitive routing');
    app.disable('x-powered-by');
    app.disable('etag');
    // Queries are read from the raw URL by `parseFields`; Express need not parse them again.
    app.set('query parser', () => ({}));
    super(app);
  }

  /** Serves plain HTTP; TLS is the business of a proxy in front. */
  override initHttpServer(): void {
    const app = this.getInstance<Express>();
    this.setHttpServer(createServer({ ...messageClasses(app), requireHostHeader: false }, app));
  }

  override reply(response: Response, body: unknown, status?: number): unknown {
    if (body instanceof Answer) return send(response, body);
    return super.reply(response, body, status);
  }
}

/**
 * Classes of messages that are Express's from their making. Express itself changes the prototype of
 * every request and response, after which V8 keeps them alive until a full garbage collection: that
 * alone costs a small answer more than half of its time.
 */
function messageClasses(app: Express): Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'> {
  class ExpressRequest extends IncomingMessage {}
  class ExpressResponse<R extends IncomingMessage> extends ServerResponse<R> {}
  Object.setPrototypeOf(ExpressRequest.prototype, app.request);
  Object.setPrototypeOf(ExpressResponse.prototype, app.response);
  Object.assign(app, { request: ExpressRequest.prototype, response: ExpressResponse.prototype });
  return { IncomingMessage: ExpressRequest, ServerResponse: ExpressResponse };
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
  const all = { ...JSON_HEADERS, ...headers };
  const kept = Object.values(headers).includes(null)
    ? Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
    : all;
  return kept as Record<string, string | number>;
}
