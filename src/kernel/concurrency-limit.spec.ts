import { describe, expect, it } from 'vitest';
import { ConcurrencyLimit } from './concurrency-limit.js';

describe('limit', () => {
  it('let so many sources begin, and the next one when one has ended', async () => {
    const limit = new ConcurrencyLimit(2);
    const begun: string[] = [];
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => reader(limit.of(source(name, begun))));
    const firsts = [a, b, c, d].map((each) => each!.next());
    await Promise.all(firsts.slice(0, 2));
    expect(begun).toEqual(['a', 'b']);
    expect(await b!.next()).toEqual({ done: false, value: 'b2' });
    expect(begun).toEqual(['a', 'b']);
    expect(await b!.next()).toEqual({ done: true, value: undefined });
    expect(await firsts[2]).toEqual({ done: false, value: 'c1' });
    expect(begun).toEqual(['a', 'b', 'c']);
    await a!.return?.();
    expect(await firsts[3]).toEqual({ done: false, value: 'd1' });
  });

  it('end when the reader leaves and when the source fails', async () => {
    const limit = new ConcurrencyLimit(1);
    const begun: string[] = [];
    for await (const text of limit.of(source('a', begun))) {
      expect(text).toBe('a1');
      break;
    }
    await expect(reader(limit.of(failing())).next()).rejects.toThrow('no more');
    expect(await reader(limit.of(source('b', begun))).next()).toMatchObject({ value: 'b1' });
    expect(begun).toEqual(['a', 'b']);
  });

  it('are not taken by what is never read', async () => {
    const limit = new ConcurrencyLimit(1);
    const begun: string[] = [];
    limit.of(source('a', begun));
    await reader(limit.of(source('b', begun))).return?.();
    expect(await reader(limit.of(source('c', begun))).next()).toMatchObject({ value: 'c1' });
    expect(begun).toEqual(['c']);
  });
});

async function* source(name: string, begun: string[]): AsyncGenerator<string> {
  begun.push(name);
  yield `${name}1`;
  yield `${name}2`;
}

// eslint-disable-next-line require-yield -- it fails before
async function* failing(): AsyncGenerator<string> {
  throw new Error('no more');
}

function reader(source: AsyncIterable<string>): AsyncIterator<string> {
  return source[Symbol.asyncIterator]();
}
