import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TableVersions } from '../../kernel/database/table-versions.js';
import { ListMemory } from './list-memory.js';
import type { Statement } from '../../kernel/database/sql.js';

const ALL: Statement = { text: '', values: [] };

describe('list memory', () => {
  let versions: TableVersions;
  let memory: ListMemory;
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
    versions = new TableVersions();
    memory = new ListMemory(versions);
  });
  afterEach(() => vi.useRealTimers());

  it('counts a list once', async () => {
    const count = counter();
    expect(await total('t', ALL, count)).toBe(1);
    expect(await total('t', ALL, count)).toBe(1);
    expect(count).toHaveBeenCalledTimes(1);
  });

  it('counts once for all who ask at the same time', async () => {
    const count = counter();
    const totals = Array.from({ length: 5 }, () => total('t', ALL, count));
    expect(await Promise.all(totals)).toEqual([1, 1, 1, 1, 1]);
  });

  it('tells lists apart by table, conditions and values', () => {
    const count = counter();
    const conditions: [string, Statement][] = [
      ['t', ALL],
      ['u', ALL],
      ['t', { text: 'a = ?', values: [1] }],
      ['t', { text: 'a = ?', values: ['1'] }],
      ['t', { text: 'a = ?', values: [null] }],
      ['t', { text: 'b = ?', values: [1] }],
    ];
    for (const [table, where] of conditions) void total(table, where, count);
    expect(count).toHaveBeenCalledTimes(conditions.length);
  });

  it('forgets at once when this server writes to the table', async () => {
    const count = counter();
    await total('t', ALL, count);
    versions.bump(['u']);
    await total('t', ALL, count);
    expect(count).toHaveBeenCalledTimes(1);
    versions.bump(['t']);
    expect(await total('t', ALL, count)).toBe(2);
  });

  it('forgets within a second, for others write too', async () => {
    const count = counter();
    await total('t', ALL, count);
    vi.advanceTimersByTime(800);
    expect(await total('t', ALL, count)).toBe(1);
    vi.advanceTimersByTime(199);
    expect(await total('t', ALL, count)).toBe(2);
  });

  it('forgets a count that failed', async () => {
    const count = vi.fn().mockRejectedValueOnce(new Error('no')).mockResolvedValue(5);
    await expect(total('t', ALL, count)).rejects.toThrow('no');
    expect(await total('t', ALL, count)).toBe(5);
  });

  it('remembers where pages begin, by order and offset', () => {
    const list = memory.list('t', ALL);
    const position = { values: [7], inclusive: true };
    memory.remember(list, 'id', 500, position);
    expect(memory.position(list, 'id', 500)).toBe(position);
    expect(memory.position(list, 'id', 501)).toBeUndefined();
    expect(memory.position(list, '-id', 500)).toBeUndefined();
    versions.bump(['t']);
    expect(memory.position(memory.list('t', ALL), 'id', 500)).toBeUndefined();
  });

  it('remembers a bounded number of lists and pages, the latest ones', () => {
    const count = counter();
    const where = (index: number) => ({ text: 'a = ?', values: [index] });
    for (let index = 0; index < 2000; index++) void total('t', where(index), count);
    void total('t', where(1999), count);
    expect(count).toHaveBeenCalledTimes(2000);
    void total('t', where(0), count);
    expect(count).toHaveBeenCalledTimes(2001);

    const list = memory.list('t', ALL);
    for (let offset = 0; offset < 2000; offset++) {
      memory.remember(list, 'id', offset, { values: [offset], inclusive: true });
    }
    expect(memory.position(list, 'id', 1999)).toBeDefined();
    expect(memory.position(list, 'id', 0)).toBeUndefined();
  });

  function total(table: string, where: Statement, count: () => Promise<number>): Promise<number> {
    return memory.total(memory.list(table, where), count);
  }
});

/** A count that says how often it ran. */
function counter() {
  let calls = 0;
  return vi.fn(() => Promise.resolve(++calls));
}
