import { describe, expect, it } from 'vitest';
import type { LogEntry } from './log-row.js';
import { Refusals } from './refusals.js';

const ENTRY: LogEntry = {
  channel: 'api',
  level: 'warning',
  message: 'No',
  time: '2026-11-22 10:00:00',
  context: { apikey: 7 },
  address: '10.0.0.1',
  uri: '/api/3/divisas',
};

describe('refusals', () => {
  it('of one kind are one entry with their number', () => {
    const refusals = new Refusals();
    for (let n = 0; n < 3; n += 1) refusals.add('a', ENTRY);
    refusals.add('b', { ...ENTRY, uri: '/api/3/series' });
    expect(refusals.take()).toEqual([
      { ...ENTRY, context: { apikey: 7, count: 3 } },
      { ...ENTRY, uri: '/api/3/series', context: { apikey: 7, count: 1 } },
    ]);
  });

  it('are counted anew once they were taken', () => {
    const refusals = new Refusals();
    refusals.add('a', ENTRY);
    refusals.take();
    expect(refusals.take()).toEqual([]);
    refusals.add('a', ENTRY);
    expect(refusals.take()).toMatchObject([{ context: { count: 1 } }]);
  });

  it('of too many kinds become one entry of nobody', () => {
    const refusals = new Refusals();
    for (let n = 0; n < 1000; n += 1) refusals.add(`kind ${n}`, ENTRY);
    refusals.add('kind 0', ENTRY);
    const entries = refusals.take();
    expect(entries).toHaveLength(201);
    expect(entries[0]?.context).toEqual({ apikey: 7, count: 2 });
    expect(entries.at(-1)).toEqual({
      channel: 'api',
      level: 'warning',
      message: 'No',
      time: ENTRY.time,
      context: { count: 800 },
    });
  });
});
