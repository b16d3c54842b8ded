import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FreshValues } from './fresh-values.js';
import { TableVersions } from './table-versions.js';

describe('FreshValues', () => {
  let versions: TableVersions;
  let reads = 0;
  const next = () => ++reads;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
    versions = new TableVersions();
    reads = 0;
  });
  afterEach(() => void vi.useRealTimers());

  it('knows a value for its time, by key', () => {
    const fresh = new FreshValues<string, number>(versions, { forMs: 1000 });
    expect(fresh.of('a', ['t'], next)).toBe(1);
    expect(fresh.of('b', ['t'], next)).toBe(2);
    vi.advanceTimersByTime(999);
    expect(fresh.of('a', ['t'], next)).toBe(1);
    vi.advanceTimersByTime(1);
    expect(fresh.of('a', ['t'], next)).toBe(3);
  });

  it('forgets when one of its tables is written, and only then', () => {
    const fresh = new FreshValues<string, number>(versions, { forMs: 1000 });
    fresh.of('a', ['t', 'u'], next);
    versions.bump(['other']);
    expect(fresh.of('a', ['t', 'u'], next)).toBe(1);
    versions.bump(['u']);
    expect(fresh.of('a', ['t', 'u'], next)).toBe(2);
  });

  it('keeps no more than it may, the newest', () => {
    const fresh = new FreshValues<string, number>(versions, { forMs: 1000, most: 2 });
    for (const key of ['a', 'b', 'c']) fresh.of(key, ['t'], next);
    expect(fresh.of('b', ['t'], next)).toBe(2);
    expect(fresh.of('c', ['t'], next)).toBe(3);
    expect(fresh.of('a', ['t'], next)).toBe(4);
  });

  it('shares a promise, and forgets one that fails', async () => {
    const fresh = new FreshValues<string, Promise<number>>(versions, { forMs: 1000 });
    const failing = fresh.of('a', ['t'], () => Promise.reject(new Error('gone')));
    expect(fresh.of('a', ['t'], () => Promise.resolve(1))).toBe(failing);
    await expect(failing).rejects.toThrow('gone');
    await expect(fresh.of('a', ['t'], () => Promise.resolve(2))).resolves.toBe(2);
  });

  it('reads for each who asks until one has read, as of the moment it began to', async () => {
    const fresh = new FreshValues<string, number>(versions, { forMs: 1000 });
    const read = () => Promise.resolve(next());
    await Promise.all([fresh.read('a', ['t'], read), fresh.read('a', ['t'], read)]);
    expect(reads).toBe(2);
    await fresh.read('a', ['t'], read);
    expect(reads).toBe(2);
    await fresh.read('b', ['t'], async () => {
      versions.bump(['t']);
      return read();
    });
    await fresh.read('b', ['t'], read);
    expect(reads).toBe(4);
  });
});
