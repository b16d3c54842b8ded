import { describe, expect, it } from 'vitest';
import { fold } from './fold.js';

describe('fold', () => {
  it.each([
    ['CAFÉ', 'cafe'],
    ['Ñandú ', 'nandu'],
    ['Straße', 'strasse'],
    ['Łódź Ørsted Æon', 'lodz orsted aeon'],
    ['ΑΘΉΝΑ', 'αθηνα'],
    ['  plain', '  plain'],
    ['', ''],
    ['   ', ''],
    ['a  b  ', 'a  b'],
  ])('%j compares as %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('walks through blanks and marks once', () => {
    const blanks = ' '.repeat(1_000_000);
    expect(fold(`A${blanks}B${blanks}`)).toBe(`a${blanks}b`);
    expect(fold(`e${'\u0301\u0316'.repeat(200_000)}x`)).toBe('ex');
  });
});
