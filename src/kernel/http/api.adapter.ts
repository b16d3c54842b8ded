import { ExpressAdapter } from '@nestjs/platform-express';
import express, { type Response } from 'express';
import { Answer, StreamedAnswer } from './answer.js';
import { send } from './answer-sender.js';
import type { ApiRequest } from './api-request.js';
import type { HttpFront } from './http-front.js';

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
    if (body instanceof StreamedAnswer) return this.stream(response, body);
    if (body instanceof Answer) return send(response, body);
    return super.reply(response, body, status);
  }

  /** Long answers have their turns, and end in time: what they read stays as it was meanwhile. */
  private async stream(response: Response, answer: StreamedAnswer): Promise<void> {
    const { streams, longestStreamMs } = this.front;
    const request = response.req as ApiRequest;
    try {
      const turn = await streams.take(request.caller, !answer.isBegun);
      const ending = setTimeout(() => response.destroy(), longestStreamMs);
      try {
        if (!response.destroyed) await send(response, answer);
      } finally {
        clearTimeout(ending);
        turn();
      }
    } finally {
      await answer.leave();
    }
  }
}
