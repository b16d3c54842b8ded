import { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { whileWaitedFor } from './hang-up.js';

describe('work for a client', () => {
  it('is told that the client has hung up', async () => {
    const socket = new Socket();
    const working = whileWaitedFor(
      { socket },
      (signal) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason as Error)),
        ),
    );
    socket.destroy();
    await expect(working).rejects.toMatchObject({ code: 'request-aborted' });
    await expect(
      whileWaitedFor({ socket }, async (signal) => signal.throwIfAborted()),
    ).rejects.toMatchObject({ code: 'request-aborted' });
  });

  it('leaves nothing behind on a connection that is kept', async () => {
    const socket = new Socket();
    expect(await whileWaitedFor({ socket }, async () => 5)).toBe(5);
    expect(socket.listenerCount('close')).toBe(0);
    socket.destroy();
    await turn();
  });
});
