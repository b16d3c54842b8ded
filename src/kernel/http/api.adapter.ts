import { ExpressAdapter } from '@nestjs/platform-express';
import express, { type Request, type Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { Answer, COMMON_HEADERS } from './answer.js';

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

  override reply(response: Response, body: unknown, status?: number): unknown {
    if (body instanceof Answer) return send(response, body);
    return super.reply(response, body, status);
  }
}

/** Writes an answer; a client that went away is no error. */
export async function send(response: Response, answer: Answer): Promise<void> {
  const headers = { 'Content-Type': 'application/json', ...COMMON_HEADERS, ...answer.headers };
  if (typeof answer.body === 'string') {
    response.writeHead(answer.status, {
      ...headers,
      ...(answer.status !== 304 && { 'Content-Length': Buffer.byteLength(answer.body) }),
    });
    response.end(answer.body);
    return;
  }
  response.writeHead(answer.status, headers);
  if ((response.req as Request).method === 'HEAD') {
    response.end();
    return;
  }
  try {
    await pipeline(Readable.from(answer.body, { highWaterMark: 2 }), response);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
