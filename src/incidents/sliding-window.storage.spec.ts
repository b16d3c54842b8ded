import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SlidingWindowStorage } from './sliding-window.storage.js';

const TTL = 600_000;
const LIMIT = 5;

describe('sliding window', () => {
  let storage: SlidingWindowStorage;
  beforeEach(() => {
    vi.useFakeTimers();
    storage = new SlidingWindowStorage();
  });
  afterEach(() => vi.useRealTimers());

  it('counts, and tells when the oldest event leaves', async () => {
    expect(await hit()).toEqual({
      totalHits: 1,
      timeToExpire: 600,
      isBlocked: false,
      timeToBlockExpire: 0,
    });
    vi.advanceTimersByTime(100_000);
    expect(await hit()).toMatchObject({ totalHits: 2, timeToExpire: 500 });
    expect(blocked()).toBe(0);
  });

  it('blocks after the last event that is allowed, until the oldest one leaves', async () => {
    for (let event = 0; event < LIMIT; event++) {
      expect(blocked()).toBe(0);
      await hit();
      vi.advanceTimersByTime(10_000);
    }
    expect(blocked()).toBe(550);
    vi.advanceTimersByTime(549_999);
    expect(blocked()).toBe(1);
    vi.advanceTimersByTime(1);
    expect(blocked()).toBe(0);
  });

  it('counts nothing while it blocks: waiting helps', async () => {
    for (let event = 0; event < LIMIT; event++) await hit();
    vi.advanceTimersByTime(300_000);
    expect(await hit()).toEqual({
      totalHits: LIMIT,
      timeToExpire: 300,
      isBlocked: true,
      timeToBlockExpire: 300,
    });
    vi.advanceTimersByTime(300_000);
    expect(await hit()).toMatchObject({ totalHits: 1, isBlocked: false });
  });

  it('slides: one event makes room, not all', async () => {
    await hit();
    vi.advanceTimersByTime(TTL - 1000);
    for (let event = 1; event < LIMIT; event++) await hit();
    expect(blocked()).toBe(1);
    vi.advanceTimersByTime(1000);
    expect(blocked()).toBe(0);
    expect(await hit()).toMatchObject({ totalHits: LIMIT });
    expect(blocked()).toBe(599);
  });

  it('keeps keys apart', async () => {
    for (let event = 0; event < LIMIT; event++) await hit('a');
    expect(blocked('a')).toBe(600);
    expect(blocked('b')).toBe(0);
    expect(await hit('b')).toMatchObject({ totalHits: 1 });
  });

  it('never says that waiting takes no time', async () => {
    await storage.increment('a', 1500, 1);
    vi.advanceTimersByTime(1499);
    expect(storage.blockedFor('a', 1500, 1)).toBe(1);
  });

  it('forgets the keys that were quiet longest when there are too many', async () => {
    for (let event = 0; event < LIMIT; event++) await hit('oldest');
    for (let key = 0; key < 99_999; key++) await hit(`key ${key}`);
    expect(blocked('oldest')).toBe(600);
    await hit('one more');
    expect(blocked('oldest')).toBe(0);
    expect(await hit('key 0')).toMatchObject({ totalHits: 2 });
  });

  function hit(key = 'a') {
    return storage.increment(key, TTL, LIMIT);
  }

  function blocked(key = 'a'): number {
    return storage.blockedFor(key, TTL, LIMIT);
  }
});
