import { describe, expect, it } from 'vitest';
import { Turns } from './turns.js';

describe('turns', () => {
  it('are so many at a time, and come in the order of asking', async () => {
    const turns = new Turns(2, 60_000);
    const [a, b] = [await turns.take(), await turns.take()];
    const come: string[] = [];
    const c = turns.take().then((turn) => (come.push('c'), turn));
    const d = turns.take().then((turn) => (come.push('d'), turn));
    expect(turns.taken).toBe(2);
    b?.();
    (await c)?.();
    await d;
    expect(come).toEqual(['c', 'd']);
    expect(turns.taken).toBe(2);
    a?.();
    (await d)?.();
    expect(turns.taken).toBe(0);
  });

  it('are given back once', async () => {
    const turns = new Turns(1, 60_000);
    const turn = await turns.take();
    turn?.();
    turn?.();
    expect(turns.taken).toBe(0);
    await turns.take();
    expect(await turns.take(false)).toBeNull();
  });

  it('do not come to who has waited too long, and are not lost on him', async () => {
    const turns = new Turns(1, 1);
    const first = await turns.take();
    expect(await turns.take()).toBeNull();
    first?.();
    expect(turns.taken).toBe(0);
    expect(await turns.take()).not.toBeNull();
  });
});
