import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEY, startApi } from '../../support/api.js';
import { describeEngines, usePlace } from '../../support/describe-api.js';
import { killProcesses, prepareBuild, startProcess } from '../../support/server-process.js';
import { SlowReader } from '../../support/slow-reader.js';

/** Patience for a busy machine; nothing is measured. */
const LONG_MS = 120_000;

describeEngines('a server that is to stop', (engine) => {
  const place = usePlace(engine);

  describe('as a process', () => {
    beforeAll(prepareBuild, LONG_MS);
    afterAll(killProcesses);

    it('ends well, whatever its clients do', { timeout: LONG_MS }, async () => {
      const server = await startProcess({ ...place.environment, SHUTDOWN_TIMEOUT: '2' });
      const json = { nombre: 'Long', observaciones: 'x'.repeat(60_000) };
      for (let count = 0; count < 150; count += 1) {
        await post(server.base, '/contactos', JSON.stringify(json));
      }
      const idle = await Promise.all(
        Array.from({ length: 500 }, () => SlowReader.connected(server.base)),
      );
      await SlowReader.asking(server.base, '/api/3/contactos?limit=0');
      const upload = new Uploads(server.base);
      await upload.begun;
      expect(await server.stop()).toBe(0);
      await upload.ended;
      await expect(fetch(server.base)).rejects.toThrow();
      for (const { socket } of idle) socket.destroy();
    });
  });

  it('answers what it has begun, and says that it hangs up', { timeout: LONG_MS }, async () => {
    const api = await startApi(engine);
    const waiting = await SlowReader.connected(api.base);
    const begun = await SlowReader.connected(api.base);
    const body = JSON.stringify({ codfabricante: 'LAST', nombre: 'x' });
    begun.send(
      `POST /api/3/fabricantes HTTP/1.1\r\nHost: x\r\nToken: ${KEY}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
    );
    await new Promise((resolve) => api.server.app.getHttpServer().once('request', resolve));
    const stopped = api.server.stop();
    expect(await waiting.rest()).toBe('');
    begun.send(body.slice(5));
    const answer = await begun.rest();
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answer).toMatch(/\r\nConnection: close\r\n/i);
    expect(answer).toContain('"codfabricante":"LAST"');
    await stopped;
    await expect(SlowReader.connected(api.base)).rejects.toThrow();
  });
});

/** Two clients that send one file after the other over the same connections. */
class Uploads {
  readonly ended: Promise<unknown>;
  readonly begun: Promise<unknown>;

  constructor(base: string) {
    const clients = [1, 2].map(() => {
      let started = (): void => undefined;
      const first = new Promise<void>((resolve) => (started = resolve));
      const all = (async () => {
        for (;;) {
          const form = new FormData();
          form.append('file', new Blob(['x'.repeat(100_000)]), 'a.txt');
          const answer = await fetch(`${base}/attachedfiles`, {
            method: 'POST',
            headers: { Token: KEY },
            body: form,
          });
          await answer.text();
          started();
        }
      })().catch(() => undefined);
      return { first, all };
    });
    this.begun = Promise.all(clients.map(({ first }) => first));
    this.ended = Promise.all(clients.map(({ all }) => all));
  }
}

async function post(base: string, path: string, body: string): Promise<void> {
  const headers = { Token: KEY, 'Content-Type': 'application/json' };
  const answer = await fetch(base + path, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(await answer.text());
  await answer.arrayBuffer();
}
