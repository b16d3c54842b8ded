import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, parseDay } from '../../kernel/dates/calendar.js';
import { dueDate, paymentDay } from './due-date.js';

const day = fc.date({
  min: new Date('1970-01-01T00:00:00Z'),
  max: new Date('2200-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const dayText = day.map((date) => date.toISOString().slice(0, 10));
const unit = fc.constantFrom('days', 'weeks', 'months', 'years', 'moons', null);

describe('dueDate', () => {
  it.each([
    ['2026-01-31', 1, 'months', '2026-02-28'],
    ['2024-01-31', 1, 'months', '2024-02-29'],
    ['2026-03-31', 1, 'months', '2026-04-30'],
    ['2026-08-31', 1, 'months', '2026-09-30'],
    ['2026-11-30', 3, 'months', '2027-02-28'],
    ['2026-12-31', 2, 'months', '2027-02-28'],
    ['2024-02-29', 1, 'years', '2025-02-28'],
    ['2024-02-29', 4, 'years', '2028-02-29'],
    ['2026-01-31', 2, 'months', '2026-03-31'],
    ['2026-11-22', 1, 'months', '2026-12-22'],
    ['2026-12-15', 14, 'months', '2028-02-15'],
    ['2026-11-22', 0, 'days', '2026-11-22'],
    ['2026-12-31', 1, 'days', '2027-01-01'],
    ['2026-11-22', 2, 'weeks', '2026-12-06'],
    ['2024-02-28', 2, 'years', '2026-02-28'],
    ['2026-11-22', 3, 'moons', '2026-11-22'],
    ['2026-11-22', 3, null, '2026-11-22'],
    ['2026-11-22', null, 'days', '2026-11-22'],
    ['2026-11-22', -5, 'days', '2026-11-22'],
    ['2026-11-22', 2147483647, 'days', '9999-12-31'],
    ['2026-11-22', 2147483647, 'months', '9999-12-31'],
    ['2026-11-22', 2147483647, 'years', '9999-12-31'],
    ['9999-12-31', 1, 'days', '9999-12-31'],
  ])('of %s and %s %s is %s', (from, plazovencimiento, tipovencimiento, due) => {
    expect(dueDate(from, { plazovencimiento, tipovencimiento })).toBe(due);
  });

  it.each([
    ['2026-01-31', 1, 'months', '2026-03-03'],
    ['2026-03-31', 1, 'months', '2026-05-01'],
    ['2024-02-29', 1, 'years', '2025-03-01'],
  ])('that runs over, of %s and %s %s, is %s', (from, plazovencimiento, tipovencimiento, due) => {
    expect(dueDate(from, { plazovencimiento, tipovencimiento }, true)).toBe(due);
  });

  it('is a day of the calendar, never before its start, and later for a longer term', () => {
    fc.assert(
      fc.property(dayText, fc.integer(), unit, (from, plazovencimiento, tipovencimiento) => {
        const due = dueDate(from, { plazovencimiento, tipovencimiento });
        expect(parseDay(due)).toBe(due);
        expect(due >= from).toBe(true);
        const longer = { plazovencimiento: plazovencimiento + 1, tipovencimiento };
        expect(dueDate(from, longer) >= due).toBe(true);
      }),
    );
  });
});

describe('paymentDay', () => {
  it.each([
    ['2026-12-22', '5,20', '2027-01-05'],
    ['2026-12-22', '31', '2026-12-31'],
    ['2026-12-22', '20,5', '2027-01-05'],
    ['2026-12-22', '22', '2026-12-22'],
    ['2026-12-22', '25,5', '2026-12-25'],
    // A month without that day: its last one.
    ['2026-02-10', '31', '2026-02-28'],
    ['2026-04-05', '31', '2026-04-30'],
    // Within 30 days of 31 January there is no 30th, and of 2 March no 1st.
    ['2026-01-31', '30', '2026-01-31'],
    ['2026-03-02', '1', '2026-03-02'],
    ['2026-12-22', null, '2026-12-22'],
    ['2026-12-22', '', '2026-12-22'],
    ['2026-12-22', 'x,0,-3', '2026-12-22'],
    ['9999-12-30', '1,5', '9999-12-30'],
  ])('of %s and the days %j is %s', (due, diaspago, expected) => {
    expect(paymentDay(due, diaspago)).toBe(expected);
  });

  it('is the earliest day of the list in 30 days', () => {
    const days = fc.array(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(dayText, days, (due, list) => {
        const found = paymentDay(due, list.join(','));
        const last = lastOfMonth(due);
        const wanted = new Set(list.map((each) => Math.min(each, last)));
        const candidates = Array.from({ length: 30 }, (_, waited) => addDays(due, waited));
        const hits = candidates.filter((each) => wanted.has(Number(each.slice(8))));
        expect(found).toBe(hits[0] ?? due);
      }),
    );
  });
});

function lastOfMonth(text: string): number {
  const [year = 0, month = 0] = text.split('-').map(Number);
  return [31, 30, 29, 28].find((date) => parseDay(`${year}-${month}-${date}`)) ?? 0;
}
