import { describe, expect, it } from 'vitest';
import { periodDays } from './vat-period.js';

describe('periodDays', () => {
  it.each([
    ['T1', '2026-01-01', '2026-03-31'],
    ['T2', '2026-04-01', '2026-06-30'],
    ['T3', '2026-07-01', '2026-09-30'],
    ['T4', '2026-10-01', '2026-12-31'],
    ['Y', '2026-01-01', '2026-12-31'],
    ['01', '2026-01-01', '2026-01-31'],
    ['02', '2026-02-01', '2026-02-28'],
    ['12', '2026-12-01', '2026-12-31'],
    ['T5', '2026-01-01', '2026-03-31'],
    ['13', '2026-01-01', '2026-03-31'],
    ['', '2026-01-01', '2026-03-31'],
  ])('%s', (periodo, fechainicio, fechafin) => {
    expect(periodDays(periodo, 2026)).toEqual({ fechainicio, fechafin });
  });

  it('knows leap years', () => {
    expect(periodDays('02', 2028).fechafin).toBe('2028-02-29');
  });
});
