import { describe, expect, it } from 'vitest';
import { isKnown, rangeOf } from './conditions.js';

const modified = new Date('2026-11-22T10:00:00.700Z');
const DATE = 'Sun, 22 Nov 2026 10:00:00 GMT';
const file = { size: 100, modified, tag: 'abc' };

describe('ranges', () => {
  it.each([
    ['bytes=0-9', { start: 0, end: 9 }],
    ['bytes=90-', { start: 90, end: 99 }],
    ['bytes=90-1000', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-1000', { start: 0, end: 99 }],
    ['Bytes=99-99', { start: 99, end: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=100-200', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=99999999999999999999999-', 'unsatisfiable'],
    ['bytes=9-5', null],
    ['bytes=0-1,5-6', null],
    ['bytes=-', null],
    ['bytes=a-b', null],
    ['items=0-1', null],
    ['', null],
    [undefined, null],
  ])('%s', (range, expected) => {
    expect(rangeOf({ ...(range !== undefined && { range }) }, file)).toEqual(expected);
  });

  it('are none of an empty file', () => {
    expect(rangeOf({ range: 'bytes=0-' }, { ...file, size: 0 })).toBe('unsatisfiable');
    expect(rangeOf({ range: 'bytes=-5' }, { ...file, size: 0 })).toBe('unsatisfiable');
  });

  it.each([
    ['"abc"', true],
    ['W/"abc"', false],
    ['"other"', false],
    [DATE, true],
    ['Sun, 22 Nov 2026 10:00:01 GMT', false],
    ['Sun, 22 Nov 2026 09:59:59 GMT', false],
    ['nonsense', false],
  ])('only of the version that the client has: %s', (condition, isSame) => {
    const headers = { range: 'bytes=0-0', 'if-range': condition };
    expect(rangeOf(headers, file)).toEqual(isSame ? { start: 0, end: 0 } : null);
  });
});

describe('what the client knows', () => {
  it.each([
    [{}, false],
    [{ 'if-none-match': '"abc"' }, true],
    [{ 'if-none-match': 'W/"abc"' }, true],
    [{ 'if-none-match': '"x", "abc"' }, true],
    [{ 'if-none-match': '*' }, true],
    [{ 'if-none-match': '"x"' }, false],
    [{ 'if-none-match': '"x"', 'if-modified-since': DATE }, false],
    [{ 'if-modified-since': DATE }, true],
    [{ 'if-modified-since': 'Sun, 22 Nov 2026 09:59:59 GMT' }, false],
    [{ 'if-modified-since': 'nonsense' }, false],
  ])('%j', (headers, known) => {
    expect(isKnown(headers, file)).toBe(known);
  });
});
