import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SAMPLE } from '../../../test/support/sample-model.js';
import { ApiError } from '../../kernel/errors/api-error.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import type { SortKey } from './list-query.js';

describe('cursor', () => {
  it.each([
    [
      ['text', 'id'],
      ['Ñ "x" 😀', 7],
    ],
    [
      ['text', 'id'],
      ['', 7],
    ],
    [
      ['text', 'id'],
      [null, 7],
    ],
    [
      ['-day', 'id'],
      ['2026-11-22', 7],
    ],
    [
      ['moment', 'time', 'id'],
      ['2026-11-22 10:00:00', '10:00:00', 7],
    ],
    [
      ['real', 'boolean', 'id'],
      [-1.5, 0, 7],
    ],
    [['id'], [7]],
  ])('for %j takes back %j', (names, values) => {
    const sort = sortOf(names);
    const cursor = encodeCursor(sort, values);
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(decodeCursor(sort, cursor)).toEqual({ values });
  });

  it('names a row by its key where that is shorter', () => {
    const sort = sortOf(['text', 'id']);
    const cursor = encodeCursor(sort, ['x'.repeat(65_000), 7]);
    expect(cursor.length).toBeLessThan(100);
    expect(decodeCursor(sort, cursor)).toEqual({ key: 7 });
    expect(() => decodeCursor(sortOf(['-text', 'id']), cursor)).toThrow(ApiError);
  });

  it('belongs to its order', () => {
    const cursor = encodeCursor(sortOf(['text', 'id']), ['a', 7]);
    for (const names of [
      ['id'],
      ['-text', 'id'],
      ['id', 'text'],
      ['code', 'id'],
      ['text', '-id'],
    ]) {
      refused(names, cursor);
    }
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'abc'],
    ['no list', written({ a: 1 })],
    ['a number', written(5)],
    ['too few values', written(['text,id', 'a'])],
    ['too many values', written(['text,id', 'a', 7, 8])],
    ['a list as value', written(['text,id', ['a'], 7])],
    ['an object as value', written(['text,id', { a: 1 }, 7])],
    ['a truth value', written(['text,id', true, 7])],
    ['no key', written(['text,id', 'a', null])],
    ['a text as number', written(['text,id', 'a', 'x'])],
    ['an empty text as number', written(['text,id', 'a', ''])],
    ['a number as text', written(['text,id', 5, 7])],
    ['another alphabet', '💥'],
  ])('that is %s is refused', (_name, cursor) => {
    refused(['text', 'id'], cursor);
  });

  it('that names an impossible day is refused', () => {
    refused(['day', 'id'], written(['day,id', '31-02-2026', 7]));
    refused(['day', 'id'], written(['day,id', "' OR 1=1", 7]));
    refused(['time', 'id'], written(['time,id', '25:00', 7]));
  });

  it('never does more than refuse', () => {
    const sort = sortOf(['text', 'day', 'id']);
    const cursor = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.jsonValue().map(written),
      fc.array(fc.jsonValue()).map((values) => written(['text,day,id', ...values])),
    );
    fc.assert(
      fc.property(cursor, (each) => {
        try {
          const place = decodeCursor(sort, each);
          expect('key' in place ? Number.isFinite(place.key) : place.values.length === 3).toBe(
            true,
          );
        } catch (error) {
          expect(error).toBeInstanceOf(ApiError);
        }
      }),
    );
  });
});

function sortOf(names: readonly string[]): SortKey[] {
  return names.map((name) => ({
    column: SAMPLE.column(name.replace('-', ''))!,
    descending: name.startsWith('-'),
    asInteger: false,
  }));
}

function written(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function refused(names: readonly string[], cursor: string): void {
  expect(() => decodeCursor(sortOf(names), cursor)).toThrow(
    expect.objectContaining({ status: 400, code: 'invalid-cursor' }) as ApiError,
  );
}
