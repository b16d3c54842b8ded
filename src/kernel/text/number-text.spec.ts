import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentNumber } from './number-text.js';

describe('sentNumber', () => {
  it.each<[unknown, number]>([
    [3, 3],
    [-0, 0],
    [true, 1],
    [false, 0],
    ['3', 3],
    [' 2.5 ', 2.5],
    ['-2', -2],
    ['+7', 7],
    ['.5', 0.5],
    ['5.', 5],
    ['1e2', 100],
    ['1.234', 1.234],
    ['1,5', 1.5],
    ['-1,5', -1.5],
    [',5', 0.5],
    ['1,234', 1.234],
    ['1.234,56', 1234.56],
    ['1.000,50', 1000.5],
    ['-12.345.678,9', -12345678.9],
  ])('reads %j as %d', (raw, number) => {
    expect(sentNumber(raw)).toBe(number);
  });

  it.each([
    ...['abc', '12abc', '12.345xyz', '0x10', '15%', '٣', '1,234.56', '1,234,567', '1.234.567'],
    ...[
      '1.23,4',
      '1234.567,8',
      '1,',
      ',',
      '.',
      '',
      ' ',
      '1 000',
      '1,5e3',
      '--1',
      'NaN',
      'Infinity',
    ],
    ...[null, undefined, [2], { a: 1 }],
  ])('reads %j as no number', (raw) => {
    expect(sentNumber(raw)).toBeNull();
  });

  it.each(['1e400', '9'.repeat(400)])('reads too large a number as none that is finite', (raw) => {
    expect(sentNumber(raw)).toBe(Infinity);
  });

  it('reads what JavaScript writes, with a point or a comma', () => {
    const number = fc.integer().map((units) => units / 1000);
    fc.assert(
      fc.property(number, (value) => {
        expect(sentNumber(String(value))).toBe(value);
        expect(sentNumber(value.toFixed(3).replace('.', ','))).toBe(value);
      }),
      { seed: 11 },
    );
  });
});
