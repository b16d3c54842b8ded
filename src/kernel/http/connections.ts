import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What is known of one connection. */
interface Connection {
  /** Requests that are being answered. */
  answering: number;
  /** Path of the last one. */
  path: string;
  /** How far its reader was, and since when he has not got further. */
  progress: string;
  since: number;
}

/** A reader that took nothing of what waits for him. */
export interface StalledReader {
  readonly address: string | undefined;
  readonly path: string;
}

/** How often readers are looked at in the time that they have. */
const LOOKS = 4;

/**
 * The connections of a server. Who takes nothing of an answer for too long is cut off, whatever the
 * answer is; at the end those that wait for nothing are closed at once, and all others in good time.
 */
export class Connections {
  private readonly open = new Map<Socket, Connection>();
  private readonly answers = new Set<ServerResponse>();
  private readonly looking: NodeJS.Timeout;
  private isClosing = false;

  /** @param stallMs how long a reader may take nothing of what waits for him */
  constructor(
    private readonly server: Server,
    private readonly stallMs: number,
    private readonly stalled: (reader: StalledReader) => void,
  ) {
    server.on('connection', (socket) => {
      this.open.set(socket, { answering: 0, path: '', progress: '', since: 0 });
      socket.once('close', () => this.open.delete(socket));
    });
    this.looking = setInterval(() => this.look(performance.now()), stallMs / LOOKS).unref();
  }

  /** A request came, which is being answered until its response closes. */
  began({ socket, url = '' }: IncomingMessage, response: ServerResponse): void {
    const connection = this.open.get(socket);
    if (!connection) return;
    connection.answering += 1;
    connection.path = url;
    this.answers.add(response);
    if (this.isClosing) response.setHeader('Connection', 'close');
    response.once('close', () => {
      connection.answering -= 1;
      this.answers.delete(response);
      if (this.isClosing && connection.answering === 0) socket.destroySoon();
    });
  }

  /**
   * Takes no further connections. Those that wait for nothing are closed, the others after what they
   * wait for, or when the time is over.
   */
  async close(graceMs: number): Promise<void> {
    this.isClosing = true;
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const response of this.answers) {
      if (!response.headersSent) response.setHeader('Connection', 'close');
    }
    for (const [socket, { answering }] of this.open) if (answering === 0) socket.destroy();
    const ending = setTimeout(() => {
      for (const socket of this.open.keys()) socket.destroy();
    }, graceMs);
    await closed;
    clearTimeout(ending);
    clearInterval(this.looking);
  }

  private look(now: number): void {
    for (const [socket, connection] of this.open) {
      // Both change when the net takes what was written, and when more of an answer is.
      const progress = `${socket.bytesWritten} ${socket.writableLength}`;
      if (socket.writableLength === 0 || progress !== connection.progress) {
        connection.progress = progress;
        connection.since = now;
      } else if (now - connection.since >= this.stallMs) {
        this.stalled({
          address: socket.remoteAddress,
          path: connection.path.split('?', 1)[0] ?? '',
        });
        socket.destroy();
      }
    }
  }
}
