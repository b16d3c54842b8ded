import type { Express } from 'express';
import { createServer, IncomingMessage, ServerResponse, type Server } from 'node:http';

/**
 * Messages that are Express's from their making. Express itself changes the prototype of every
 * request and response, after which V8 keeps them alive until a full garbage collection: that alone
 * costs a small answer more than half of its time.
 */
class ApiMessage extends IncomingMessage {}
class ApiResponse<R extends IncomingMessage> extends ServerResponse<R> {}

/**
 * The one HTTP server of the process, in front of the application that answers at the moment. An
 * application that another one takes over from answers what it has begun.
 */
export class HttpFront {
  readonly server: Server;
  private tenant: Tenant | null = null;

  constructor() {
    const messages = { IncomingMessage: ApiMessage, ServerResponse: ApiResponse };
    this.server = createServer({ ...messages, requireHostHeader: false }, (request, response) =>
      this.tenant?.answer(request, response),
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

  /** Takes no further requests and waits for the answers to those that run. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
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
