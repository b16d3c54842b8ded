import { describe, expect, it } from 'vitest';
import { AMOUNT_DECIMALS, isNothing, toleranceOf } from './amounts.js';

describe('the tolerance of amounts', () => {
  it('is six tenths of the last decimal', () => {
    expect([0, 2, 3].map(toleranceOf)).toEqual([0.6, 0.006, 0.0006]);
  });

  it.each([
    [0.005, 2, true],
    [-0.005, 2, true],
    [0.006, 2, false],
    [0.01, 2, false],
    [-0.01, 2, false],
    [0.5, 0, true],
    [1, 0, false],
    [0.001, 3, false],
    [Number.NaN, AMOUNT_DECIMALS, false],
    [Number.POSITIVE_INFINITY, AMOUNT_DECIMALS, false],
  ])('a difference of %d in amounts of %d decimals is nothing: %s', (difference, decimals, is) => {
    expect(isNothing(difference, decimals)).toBe(is);
  });
});
