import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Clock } from '../../kernel/dates/clock.js';
import type { LifeCycle } from '../../models/index.js';
import { OverdueReceipts } from './overdue.js';

const HOUR_MS = 3_600_000;

describe('OverdueReceipts', () => {
  let day = '2026-11-22';
  const clock = { today: () => day } as Clock;
  const run = vi.fn(async () => ({ changed: 1, last: null }));
  const overdue = new OverdueReceipts({ run } as unknown as LifeCycle, clock);

  beforeEach(() => {
    vi.useFakeTimers();
    run.mockClear();
    day = '2026-11-22';
  });
  afterEach(async () => {
    await overdue.beforeApplicationShutdown();
    vi.useRealTimers();
  });

  it('marks what is due on both sides when it starts, and nothing else that day', async () => {
    await overdue.start();
    expect(run).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(23 * HOUR_MS);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('looks at everything once when a day begins', async () => {
    await overdue.start();
    day = '2026-11-23';
    await vi.advanceTimersByTimeAsync(HOUR_MS);
    expect(run).toHaveBeenCalledTimes(6);
  });

  it('ends with the server', async () => {
    await overdue.start();
    await overdue.beforeApplicationShutdown();
    day = '2026-11-23';
    await vi.advanceTimersByTimeAsync(HOUR_MS);
    expect(run).toHaveBeenCalledTimes(2);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tells of a database that fails, and tries again the next day', async () => {
    const error = vi.spyOn(Logger.prototype, 'error').mockReturnValue();
    run.mockRejectedValueOnce(new Error('gone'));
    await overdue.start();
    expect(error).toHaveBeenCalledTimes(1);
    day = '2026-11-23';
    await vi.advanceTimersByTimeAsync(HOUR_MS);
    expect(run.mock.calls.length).toBeGreaterThan(4);
    error.mockRestore();
  });

  it('counts what it changed', async () => {
    expect(await overdue.refresh()).toBe(4);
  });
});
