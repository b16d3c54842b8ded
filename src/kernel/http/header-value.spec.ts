import { describe, expect, it } from 'vitest';
import { fittingHeaders, LONGEST_HEADER } from './header-value.js';
import { ignoredFields } from './ignored-fields.js';

describe('headers', () => {
  it('that are too long are left out', () => {
    const short = { ETag: '"a"', 'X-Total-Count': 3, 'X-Frame-Options': null };
    expect(fittingHeaders(short)).toEqual(short);
    const fitting = { 'X-Text': 'x'.repeat(LONGEST_HEADER) };
    expect(fittingHeaders(fitting)).toEqual(fitting);
    expect(fittingHeaders({ ...short, 'X-Text': 'x'.repeat(LONGEST_HEADER + 1) })).toEqual(short);
  });

  it('link to addresses as long as those that were asked for', () => {
    const link = { Link: 'x'.repeat(8000) };
    expect(fittingHeaders(link)).toEqual(link);
    expect(fittingHeaders({ Link: 'x'.repeat(8001) })).toEqual({});
  });

  it('name as many ignored fields as fit', () => {
    const names = Array.from({ length: 900 }, (_, at) => `field ${at}`);
    const named = ignoredFields([...names, 'ñ'.repeat(LONGEST_HEADER)])['X-Ignored-Fields'] ?? '';
    expect(named.length).toBeLessThanOrEqual(LONGEST_HEADER);
    expect(named.split(', ').slice(0, 2)).toEqual(['field%200', 'field%201']);
    expect(named.length).toBeGreaterThan(LONGEST_HEADER - 20);
  });
});
