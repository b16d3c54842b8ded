import { expect, it } from 'vitest';
import { pauseAfter } from './retry-plan.js';
import { DEFAULTS, optionsOf, optionsOfText } from '../webhook-options.js';

it('pauses grow, by chance up to a fifth longer, and come to an end', () => {
  const waits = (chance: number) =>
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map((attempts) => pauseAfter(attempts, DEFAULTS.pauses, chance));
  const hours = [2, 6, 12, 24].map((count) => count * 3_600_000);
  expect(waits(0)).toEqual([10_000, 60_000, 300_000, 1_800_000, ...hours, null]);
  expect(waits(1).slice(0, 2)).toEqual([12_000, 72_000]);
  expect(pauseAfter(1, [])).toBeNull();
});

it('options are what is declared until others are written', () => {
  expect(optionsOf({})).toEqual(DEFAULTS);
  expect(optionsOfText('no JSON')).toEqual(DEFAULTS);
  expect(optionsOfText('null')).toEqual(DEFAULTS);
});

it('options may come as forms send them', () => {
  expect(
    optionsOf({ allowprivate: '1', timeout: '2.5', pauses: '1, 2,30', total: '7', days: 0 }),
  ).toEqual({
    ...DEFAULTS,
    allowprivate: true,
    timeout: 2.5,
    pauses: [1, 2, 30],
    total: 7,
    days: 0,
  });
  expect(optionsOf({ pauses: [] })).toMatchObject({ pauses: [] });
});

it.each([
  { timeout: 0 },
  { timeout: 61 },
  { timeout: 'soon' },
  { timeout: null },
  { timeout: '' },
  { timeout: true },
  { pauses: 'a,b' },
  { pauses: [-1] },
  { pauses: Array(51).fill(1) },
  { pauses: 5 },
  { perendpoint: 0 },
  { total: 1e9 },
  { days: -1 },
  { allowprivate: 'no' },
])('options that mean nothing stay as declared: %j', (stored) => {
  expect(optionsOf(stored)).toEqual(DEFAULTS);
});
