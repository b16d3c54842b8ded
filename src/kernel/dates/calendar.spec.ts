import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay, parseMoment, parseTime, presentDay } from './calendar.js';

describe('parseDay', () => {
  it.each([
    ['2026-11-22', '2026-11-22'],
    ['22-11-2026', '2026-11-22'],
    ['1-2-2026', '2026-02-01'],
    ['2026-2-1', '2026-02-01'],
    ['29-02-2024', '2024-02-29'],
    ['29-02-2000', '2000-02-29'],
    ['1000-01-01', '1000-01-01'],
    ['9999-12-31', '9999-12-31'],
  ])('%s is %s', (text, day) => {
    expect(parseDay(text)).toBe(day);
  });

  it.each([
    '',
    ' 2026-11-22',
    '2026-11-22 ',
    '2026-11-22\n',
    '29-02-2023',
    '29-02-1900',
    '31-04-2026',
    '2026-02-30',
    '0-1-2026',
    '2026-00-10',
    '2026-13-01',
    '0999-12-31',
    '0000-00-00',
    '10000-01-01',
    '31/12/2025',
    '20260203',
    '22-11-26',
    'tomorrow',
    '٢٢-١١-٢٠٢٦',
  ])('%j is no day', (text) => {
    expect(parseDay(text)).toBeNull();
  });

  it('takes back every day that it presents', () => {
    const day = fc
      .date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, (each) => {
        expect(parseDay(presentDay(each))).toBe(each);
        expect(parseDay(each)).toBe(each);
      }),
    );
  });

  it('never invents a day', () => {
    fc.assert(
      fc.property(fc.nat(99), fc.nat(99), fc.integer({ min: 1000, max: 9999 }), (d, m, y) => {
        const parsed = parseDay(`${d}-${m}-${y}`);
        const date = new Date(Date.UTC(y, m - 1, d));
        const exists = date.getUTCDate() === d && date.getUTCMonth() === m - 1;
        expect(parsed).toBe(exists ? date.toISOString().slice(0, 10) : null);
      }),
    );
  });
});

describe('parseTime', () => {
  it.each([
    ['9:05', '09:05:00'],
    ['09:05', '09:05:00'],
    ['09:05:30', '09:05:30'],
    ['0:00', '00:00:00'],
    ['23:59:59', '23:59:59'],
  ])('%s is %s', (text, time) => {
    expect(parseTime(text)).toBe(time);
  });

  it.each(['', '24:00', '12:60', '12:30:60', '12', '1230', '-1:00', '838:59:59', '9:5', 'noon'])(
    '%j is no time',
    (text) => {
      expect(parseTime(text)).toBeNull();
    },
  );
});

describe('parseMoment', () => {
  it.each([
    ['22-11-2026 11:13:35', '2026-11-22 11:13:35'],
    ['2026-11-22 11:13:35', '2026-11-22 11:13:35'],
    ['2026-11-22T11:13', '2026-11-22 11:13:00'],
    ['2026-11-22', '2026-11-22 00:00:00'],
  ])('%s is %s', (text, moment) => {
    expect(parseMoment(text)).toBe(moment);
  });

  it.each([
    '',
    '11:13:35',
    '2026-11-22 ',
    '2026-11-22  11:13',
    '2026-11-22 25:00',
    '2026-11-22 11:13:35 x',
    '2026-02-30 11:13',
    '2026-11-22T11:13:35Z',
    '2026-11-22 11:13:35.5',
  ])('%j is no moment', (text) => {
    expect(parseMoment(text)).toBeNull();
  });
});

describe('presentDay', () => {
  it.each([
    ['2026-11-22', '22-11-2026'],
    ['2026-11-22 11:13:35', '22-11-2026 11:13:35'],
    ['22-11-2026', '22-11-2026'],
    ['', ''],
    ['soon', 'soon'],
  ])('%j goes out as %j', (stored, shown) => {
    expect(presentDay(stored)).toBe(shown);
  });
});
