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
  ])('%j compares as %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });
});
