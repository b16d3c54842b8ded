import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { KEY } from './api.js';

/** A client of its own connection, that reads only when it is told to. */
export class SlowReader {
  private constructor(readonly socket: Socket) {
    socket.on('error', () => undefined);
  }

  /** Connects, sends nothing and reads nothing. */
  static async connected(base: string): Promise<SlowReader> {
    const { hostname, port } = new URL(base);
    const socket = connect(Number(port), hostname);
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new SlowReader(socket);
  }

  /** Asks for an address from the root and reads nothing of the answer. */
  static async asking(base: string, path: string, token: string = KEY): Promise<SlowReader> {
    const reader = await SlowReader.connected(base);
    reader.send(`GET ${path} HTTP/1.1\r\nHost: x\r\nToken: ${token}\r\nConnection: close\r\n\r\n`);
    return reader;
  }

  send(text: string): void {
    this.socket.write(text);
  }

  /** Reads to the end, a little at a time. */
  async rest(pauseMs = 0): Promise<string> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of this.socket) {
        chunks.push(chunk as Buffer);
        if (pauseMs > 0) await pause(pauseMs);
      }
    } catch {
      // Cut off: what there was is what came.
    }
    return Buffer.concat(chunks).toString('latin1');
  }

  leave(): void {
    this.socket.destroy();
  }
}
