import { describe, expect, it } from 'vitest';
import { prefersStrict } from './preference.js';

describe('prefersStrict', () => {
  it.each(['handling=strict', 'return=minimal, Handling = "strict"', 'handling=strict; a=b'])(
    'holds for %j',
    (prefer) => {
      expect(prefersStrict({ headers: { prefer } })).toBe(true);
    },
  );

  it.each([undefined, '', 'handling=lenient', 'handling=stricter', 'return=minimal', 'strict'])(
    'does not hold for %j',
    (prefer) => {
      expect(prefersStrict({ headers: prefer === undefined ? {} : { prefer } })).toBe(false);
    },
  );
});
