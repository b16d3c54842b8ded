import { describe, expect, it } from 'vitest';
import { Sample, SAMPLE } from '../../test/support/sample-model.js';
import { Presenter, presenterOf } from './presenter.js';

const presenter = presenterOf(SAMPLE);

describe('presenter', () => {
  it('shows visible columns only, in their order', () => {
    const names = Object.keys(shown({}));
    expect(names).toEqual([
      'id',
      'code',
      'text',
      'longText',
      'integer',
      'real',
      'money',
      'boolean',
      'day',
      'time',
      'moment',
      'json',
      'own',
      'shown',
    ]);
  });

  it.each([
    ['integer', 5, 5],
    ['integer', 0, 0],
    ['real', 0.30000000000000004, 0.30000000000000004],
    ['real', 1e21, 1e21],
    ['money', -0.01, -0.01],
    ['boolean', 1, true],
    ['boolean', 0, false],
    ['boolean', 2, false],
    ['boolean', true, true],
    ['boolean', false, false],
    ['day', '2026-11-22', '22-11-2026'],
    ['time', '09:05:00', '09:05:00'],
    ['moment', '2026-11-22 11:13:35', '22-11-2026 11:13:35'],
    ['text', 'Ñ "x" / <b>\u2028\n', 'Ñ "x" / <b>\u2028\n'],
    ['text', '', ''],
    ['longText', '😀', '😀'],
    ['shown', 'loud', 'LOUD'],
  ])('shows in %s the value %j as %j', (name, stored, value) => {
    expect(shown({ [name]: stored })[name]).toEqual(value);
    expect(rowOf({ [name]: stored })[name]).toEqual(value);
  });

  it('shows nothing as null, JSON as a list', () => {
    const { json, ...others } = shown({});
    expect(json).toEqual([]);
    expect(Object.values(others).every((value) => value === null)).toBe(true);
    expect(rowOf({})).toEqual(shown({}));
  });

  it('shows an empty day, time or moment as null', () => {
    expect(rowOf({ day: '', time: '', moment: '' })).toMatchObject({
      day: null,
      time: null,
      moment: null,
    });
  });

  it('shows stored JSON as its value, other text as the text', () => {
    expect(rowOf({ json: '{"a":[1,"ñ"]}' }).json).toEqual({ a: [1, 'ñ'] });
    expect(rowOf({ json: 'no JSON' }).json).toBe('no JSON');
    expect(rowOf({ json: '' }).json).toEqual([]);
    expect(rowOf({ json: 'null' }).json).toBeNull();
  });

  it('shows the value of a JSON column of a record, also a text', () => {
    expect(shown({ json: { a: 1 } }).json).toEqual({ a: 1 });
    expect(shown({ json: 'text' }).json).toBe('text');
    expect(shown({ json: '5' }).json).toBe('5');
  });

  it('shows a refused value as it was sent', () => {
    expect(shown({ integer: 'abc', boolean: 'yes', day: '31-02-2026', real: '1,5' })).toMatchObject(
      {
        integer: 'abc',
        boolean: 'yes',
        day: '31-02-2026',
        real: '1,5',
      },
    );
  });

  it('shows a number that is none as null', () => {
    expect(shown({ real: -Infinity, integer: NaN })).toMatchObject({ real: null, integer: null });
  });

  it('leaves out what follows its columns in a row', () => {
    const two = new Presenter(SAMPLE.columns.slice(0, 2));
    expect(two.row([1, 'A', 'more'])).toBe('{"id":1,"code":"A"}');
  });

  it('is made once for a model', () => {
    expect(presenterOf(SAMPLE)).toBe(presenter);
    expect(presenterOf(SAMPLE.withColumns(SAMPLE.columns))).not.toBe(presenter);
  });
});

function shown(values: object): Record<string, unknown> {
  return JSON.parse(presenter.record(Object.assign(new Sample(), values))) as Record<
    string,
    unknown
  >;
}

/** The same through a row, as drivers return it. */
function rowOf(values: Record<string, string | number | boolean>): Record<string, unknown> {
  const row = SAMPLE.visible.map(({ name }) => values[name] ?? null);
  return JSON.parse(presenter.row(row)) as Record<string, unknown>;
}
