import { describe, expect, it } from 'vitest';
import { isCode } from './alphanumeric-code.js';

describe('isCode', () => {
  it.each([
    ['A', 1],
    ['C102', 10],
    ['abc_+.-9', 8],
    ['1234567890', 10],
  ])('accepts %s within %i', (text, max) => {
    expect(isCode(text, max)).toBe(true);
  });

  it.each([
    ['', 10],
    ['AB', 1],
    ['12345678901', 10],
    ['A B', 10],
    [' A', 10],
    ['A\n', 10],
    ['Ñ', 10],
    ['\u{212A}', 10],
    ['A/B', 10],
    ['A,B', 10],
    ['A@B', 10],
    ["A'B", 10],
    ['A'.repeat(1e6), 10],
  ])('refuses %j within %i', (text, max) => {
    expect(isCode(text, max)).toBe(false);
  });

  it('takes further characters', () => {
    expect(isCode('AL CONTADO', 10, '\\s')).toBe(true);
    expect(isCode('AL CONTADO', 9, '\\s')).toBe(false);
    expect(isCode('ana@x.es', 50, '@')).toBe(true);
    expect(isCode('AL CONTADO', 10)).toBe(false);
  });
});
