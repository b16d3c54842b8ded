import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Clock } from './clock.js';

describe('clock', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it.each([
    ['Europe/Madrid', '2026-11-22T22:59:59Z', '2026-11-22 23:59:59'],
    ['Europe/Madrid', '2026-11-22T23:00:00Z', '2026-11-23 00:00:00'],
    ['Europe/Madrid', '2026-07-01T22:00:00Z', '2026-07-02 00:00:00'],
    ['Atlantic/Canary', '2026-11-22T23:00:00Z', '2026-11-22 23:00:00'],
    ['America/Bogota', '2026-01-01T04:59:59Z', '2025-12-31 23:59:59'],
    ['UTC', '2026-01-01T00:00:00Z', '2026-01-01 00:00:00'],
  ])('in %s at %s shows %s', (zone, instant, shown) => {
    vi.setSystemTime(new Date(instant));
    const clock = new Clock(zone);
    expect(clock.now()).toBe(shown);
    expect(`${clock.today()} ${clock.time()}`).toBe(shown);
  });

  it('goes on', () => {
    vi.setSystemTime(new Date('2026-12-31T22:59:58.900Z'));
    const clock = new Clock('Europe/Madrid');
    expect(clock.now()).toBe('2026-12-31 23:59:58');
    vi.advanceTimersByTime(99);
    expect(clock.now()).toBe('2026-12-31 23:59:58');
    vi.advanceTimersByTime(1);
    expect(clock.now()).toBe('2026-12-31 23:59:59');
    vi.advanceTimersByTime(1000);
    expect(clock.today()).toBe('2027-01-01');
  });

  it('skips and repeats the hours that the zone does', () => {
    const clock = new Clock('Europe/Madrid');
    vi.setSystemTime(new Date('2026-03-29T00:59:59Z'));
    expect(clock.time()).toBe('01:59:59');
    vi.setSystemTime(new Date('2026-03-29T01:00:00Z'));
    expect(clock.time()).toBe('03:00:00');
    vi.setSystemTime(new Date('2026-10-25T01:30:00Z'));
    expect(clock.time()).toBe('02:30:00');
  });
});
