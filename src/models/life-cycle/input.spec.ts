import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SAMPLE as model } from '../../../test/support/sample-model.js';
import { readInput, typedValue } from './input.js';

const KINDS = ['code', 'text', 'longText', 'integer', 'real', 'boolean', 'day', 'time', 'moment'];

describe('typedValue', () => {
  it.each([
    ['integer', '5', 5],
    ['integer', ' 5 ', 5],
    ['integer', 5, 5],
    ['integer', '5.0', 5],
    ['integer', '+7', 7],
    ['integer', '-007', -7],
    ['integer', true, 1],
    ['integer', 2147483647, 2147483647],
    ['integer', '-2147483648', -2147483648],
    ['integer', '1e3', 1000],
    ['integer', '-0', 0],
    ['real', '12.50', 12.5],
    ['real', '.5', 0.5],
    ['real', '5.', 5],
    ['real', '1,5', 1.5],
    ['money', '1.234,56', 1234.56],
    ['integer', '5,0', 5],
    ['real', '1e3', 1000],
    ['real', '-0', 0],
    ['real', false, 0],
    ['money', 1e308, 1e308],
    ['boolean', '1', true],
    ['boolean', 'TRUE', true],
    ['boolean', ' t ', true],
    ['boolean', 0, false],
    ['boolean', 'f', false],
    ['day', '22-11-2026', '2026-11-22'],
    ['time', '9:05', '09:05:00'],
    ['moment', '22-11-2026', '2026-11-22 00:00:00'],
    ['moment', '2026-11-22T10:00', '2026-11-22 10:00:00'],
    ['moment', '1970-01-02 00:00:00', '1970-01-02 00:00:00'],
    ['moment', '2038-01-18 03:14:07', '2038-01-18 03:14:07'],
    ['text', 5, '5'],
    ['text', true, 'true'],
    ['text', 'NULL', 'NULL'],
    ['text', '01-02-2026', '01-02-2026'],
    ['text', 'x\ud800y', 'x\ufffdy'],
    ['json', { a: 1 }, { a: 1 }],
    ['json', 'text', 'text'],
  ])('takes for %s %j as %j', (name, raw, value) => {
    expect(typed(name, raw)).toEqual({ value });
  });

  it.each([
    ['integer', '1.5', 'invalid-integer'],
    ['integer', 2147483648, 'number-out-of-range'],
    ['integer', '-2147483649', 'number-out-of-range'],
    ['integer', '99999999999999999999', 'number-out-of-range'],
    ['integer', 'abc', 'invalid-integer'],
    ['integer', '0x10', 'invalid-integer'],
    ['integer', '٣', 'invalid-integer'],
    ['integer', ' ', 'invalid-integer'],
    ['real', '1,234.5', 'invalid-number'],
    ['real', '1e400', 'number-out-of-range'],
    ['real', '-1e400', 'number-out-of-range'],
    ['real', 'NaN', 'invalid-number'],
    ['real', 'Infinity', 'invalid-number'],
    ['real', '.', 'invalid-number'],
    ['boolean', 'yes', 'invalid-boolean'],
    ['boolean', 2, 'invalid-boolean'],
    ['day', '31-02-2026', 'invalid-date'],
    ['day', 20261122, 'invalid-date'],
    ['time', '24:00', 'invalid-time'],
    ['moment', '1969-12-31', 'invalid-date'],
    ['moment', '2038-01-19 03:14:08', 'invalid-date'],
    ['text', 'a\0b', 'invalid-character'],
    ['code', '\0', 'invalid-character'],
    ['longText', '\0', 'invalid-character'],
  ])('refuses for %s %j: %s', (name, raw, problem) => {
    expect(typed(name, raw)).toEqual({ problem });
  });

  it.each(KINDS)('takes for %s null, its word and the empty text as they are', (name) => {
    expect(typed(name, null)).toEqual({ value: null });
    expect(typed(name, undefined)).toEqual({ value: null });
    expect(typed(name, 'null')).toEqual({ value: null });
    expect(typed(name, '')).toEqual({ value: '' });
  });

  it.each(KINDS)('takes for %s no list and no object', (name) => {
    for (const raw of [[], {}, [1], { a: 1 }, [[]], { toString: 'x' }, Object.create(null)]) {
      expect(typed(name, raw)).toEqual({ problem: 'scalar-expected' });
    }
  });

  it('makes of anything a value of the kind or a problem, and never fails', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        fc.anything({ withNullPrototype: true }),
        (name, raw) => {
          const result = typed(name, raw);
          if ('problem' in result) return;
          expect(['string', 'number', 'boolean', 'object']).toContain(typeof result.value);
          if (typeof result.value === 'number') expect(result.value).toSatisfy(Number.isFinite);
          if (typeof result.value === 'string') expect(result.value.isWellFormed()).toBe(true);
        },
      ),
    );
  });
});

describe('readInput', () => {
  it('sorts columns from what means nothing here', () => {
    expect(readInput(model, { text: 'a', nope: 1, integer: '5' })).toEqual({
      values: { text: 'a', integer: 5 },
      extra: {},
      ignored: ['nope'],
      problems: [],
    });
  });

  it('ignores columns that rules alone write, and takes hidden ones', () => {
    const input = readInput(model, { own: 'x', hidden: 'y' });
    expect(input.values).toEqual({ hidden: 'y' });
    expect(input.ignored).toEqual(['own']);
  });

  it('hands over the other fields that the rules ask for', () => {
    const input = readInput(model, { newPassword: 'x', nope: 1 }, ['newPassword']);
    expect(input.extra).toEqual({ newPassword: 'x' });
    expect(input.ignored).toEqual(['nope']);
  });

  it('hands over all fields but the key to rules that want them all', () => {
    const input = readInput(model, { id: '5', text: 'x', nope: [1] }, 'all');
    expect(input.values).toEqual({ id: 5 });
    expect(input.extra).toEqual({ text: 'x', nope: [1] });
  });

  it('names every field that can not be, and keeps what was sent', () => {
    const input = readInput(model, { day: '31-02-2026', integer: [1], real: 'x'.repeat(99) });
    expect(input.problems).toEqual([
      { code: 'invalid-date', field: 'day', params: { value: '31-02-2026' } },
      { code: 'scalar-expected', field: 'integer', params: { value: 'array' } },
      { code: 'invalid-number', field: 'real', params: { value: 'x'.repeat(60) } },
    ]);
    expect(input.values).toEqual({ day: '31-02-2026', integer: null, real: 'x'.repeat(99) });
  });

  it('takes names of every object for names of nothing', () => {
    const fields = JSON.parse('{"__proto__":1,"constructor":2,"toString":3}') as object;
    const input = readInput(model, fields as Record<string, unknown>);
    expect(input.ignored).toEqual(['__proto__', 'constructor', 'toString']);
    expect(input.values).toEqual({});
    const { extra } = readInput(model, fields as Record<string, unknown>, 'all');
    expect(Object.entries(extra)).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
      ['toString', 3],
    ]);
  });
});

function typed(name: string, raw: unknown) {
  return typedValue(model.column(name)!, raw);
}
