import type { Express } from 'express';
import { Connections } from './connections.js';
import { StreamTurns } from './stream-turns.js';
import type { Config } from '../config/config.js';
import type { Log } from '../logging/log.js';
import { createServer, IncomingMessage, ServerResponse, type Server } from 'node:http';

/**
 * Messages that are Express's from their making. Express itself changes the prototype of every
 * request and response, after which V8 keeps them alive until a full garbage collection: that alone
 * costs a small answer more than half of its time.
 */
class ApiMessage extends IncomingMessage {}
class ApiResponse<R extends IncomingMessage> extends ServerResponse<R> {}

export type FrontTimes = Pick<Config, 'streamTimeout' | 'streamLimit' | 'shutdownTimeout'>;

/**
 * The one HTTP server of the process, in front of the application that answers at the moment. An
 * application that another one takes over from answers what it has begun.
 */
export class HttpFront {
  readonly server: Server;
  /** The long answers that are being sent, whichever application reads them. */
  readonly streams = new StreamTurns();
  readonly longestStreamMs: number;
  private readonly connections: Connections;
  private readonly graceMs: number;
  private tenant: Tenant | null = null;

  constructor({ streamTimeout, streamLimit, shutdownTimeout }: FrontTimes, log: Log) {
    this.longestStreamMs = streamLimit * 1000;
    this.graceMs = shutdownTimeout * 1000;
    const messages = { IncomingMessage: ApiMessage, ServerResponse: ApiResponse };
    this.server = createServer({ ...messages, requireHostHeader: false }, (request, response) => {
      this.connections.began(request, response);
      this.tenant?.answer(request, response);
    });
    this.connections = new Connections(this.server, streamTimeout * 1000, (reader) =>
      log.warn({ ...reader }, 'A reader took nothing of an answer and was cut off'),
    );
  }

  /**
   * Gives all further requests to the application.
   *
   * @returns resolves when the application before it has answered everything
   */
  give(app: Express): Promise<void> {
    const before = this.tenant;
    Object.setPrototypeOf(ApiMessage.prototype, app.request);
    Object.setPrototypeOf(ApiResponse.prototype, app.response);
    Object.assign(app, { request: ApiMessage.prototype, response: ApiResponse.prototype });
    this.tenant = new Tenant(app);
    return before ? before.left() : Promise.resolve();
  }

  listen(port: number, host: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
  }

  /** Takes no further connections; requests that run have their time (`SHUTDOWN_TIMEOUT`). */
  close(): Promise<void> {
    return this.connections.close(this.graceMs);
  }
}

/** An application and the requests that it answers. */
class Tenant {
  private open = 0;
  private leaving?: () => void;

  constructor(private readonly app: Express) {}

  answer(request: IncomingMessage, response: ServerResponse): void {
    this.open++;
    response.once('close', this.closed);
    this.app(request, response);
  }

  left(): Promise<void> {
    return new Promise((resolve) => {
      if (this.open === 0) resolve();
      else this.leaving = resolve;
    });
  }

  private readonly closed = (): void => {
    this.open--;
    if (this.open === 0) this.leaving?.();
  };
}
