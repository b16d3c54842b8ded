import { describe, expect, it } from 'vitest';
import type { ApiError } from '../errors/api-error.js';
import { isStrict, refuseIgnored } from './strictness.js';

const request = (prefer?: string | string[]) => ({ headers: { prefer } });

describe('strict handling', () => {
  it.each<[string | string[] | undefined, boolean]>([
    [undefined, false],
    ['handling=strict', true],
    ['Handling = "Strict"; why=tests', true],
    ['return=minimal, handling=strict', true],
    [['return=minimal', 'handling=strict'], true],
    ['handling=lenient', false],
    ['handling=lenient, handling=strict', false],
    ['handling=strictly', false],
    ['nohandling=strict', false],
  ])('is asked for by %j: %j', (prefer, asked) => {
    expect(isStrict(request(prefer) as never)).toBe(asked);
  });

  it('refuses what would be ignored, by its name', () => {
    const refused = (prefer: string, names: string[]) => {
      try {
        refuseIgnored(request(prefer) as never, names);
        return null;
      } catch (error) {
        const { status, code, options } = error as ApiError;
        return { status, code, fields: options.problems?.map(({ field }) => field) };
      }
    };
    expect(refused('handling=strict', ['a', 'lineas[0].price'])).toEqual({
      status: 400,
      code: 'ignored-names',
      fields: ['a', 'lineas[0].price'],
    });
    expect(refused('handling=strict', [])).toBeNull();
    expect(refused('handling=lenient', ['a'])).toBeNull();
  });
});
