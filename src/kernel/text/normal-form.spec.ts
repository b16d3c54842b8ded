import { describe, expect, it } from 'vitest';
import { normalForm } from './normal-form.js';

describe('the normal form of a text', () => {
  it.each([
    ['NFC', 'e\u0301', '\u00e9'],
    ['NFD', '\u00e9', 'e\u0301'],
    ['NFKC', '\ufb01', 'fi'],
    ['NFKD', '\ufb01\u00e9', 'fie\u0301'],
  ] as const)('%s of %j', (form, text, normal) => {
    expect(normalForm(text, form)).toBe(normal);
  });

  it('puts marks in order', () => {
    expect(normalForm(`a${'\u0301\u0316'.repeat(15)}`, 'NFD')).toBe(
      `a${'\u0316'.repeat(15)}${'\u0301'.repeat(15)}`,
    );
  });

  it('puts no more than thirty marks in order at a time', () => {
    const marks = `${'\u0316'.repeat(15)}${'\u0301'.repeat(15)}`;
    const run = Array.from({ length: 2000 }, () => marks).join('\u034f');
    expect(normalForm(`a${'\u0301\u0316'.repeat(30_000)}`, 'NFD')).toBe(`a${run}`);
  });
});
