import { IsOptional } from 'class-validator';
import { describe, expect, it } from 'vitest';
import {
  DayParameter,
  fieldNames,
  IsFilled,
  IsScalar,
  NumberParameter,
  SwitchParameter,
  TextParameter,
} from './dto.js';
import { readDto } from './fields.pipe.js';

class Wanted {
  @IsFilled()
  name!: string;

  @IsOptional()
  @IsScalar()
  note?: unknown;

  @DayParameter()
  day?: string | null;

  @NumberParameter(15)
  level?: number | null;

  @SwitchParameter()
  all?: boolean | null;

  @TextParameter()
  text?: string | null;
}

/** As a body has them: without a prototype. */
function fields(values: object): Record<string, unknown> {
  return Object.assign(Object.create(null) as object, values) as Record<string, unknown>;
}

function problems(values: object, others?: 'refused') {
  try {
    readDto(Wanted, fields(values), others && { others });
    return [];
  } catch (error) {
    return (error as { details: { problems: unknown } }).details.problems;
  }
}

describe('DTOs', () => {
  it('have typed values', () => {
    const sent = { name: 'x', day: '31-01-2024', level: ' 7 ', all: 'Yes', text: ' a ', other: 1 };
    expect(readDto(Wanted, fields(sent))).toEqual(
      Object.assign(new Wanted(), {
        ...{ name: 'x', day: '2024-01-31', level: 7, all: true, text: 'a' },
      }),
    );
  });

  it('have null for what is empty, and nothing for what was not sent', () => {
    const read = readDto(Wanted, fields({ name: '', day: '', level: null, text: 'null' }));
    const expected = { name: '', day: null, level: null, text: null };
    expect(read).toStrictEqual(Object.assign(new Wanted(), expected));
  });

  it.each([
    [{}, { code: 'field-required', field: 'name', params: { field: 'name' } }],
    [{ name: [] }, { code: 'field-required', field: 'name', params: { field: 'name' } }],
    [
      { name: 1, note: { a: 1 } },
      { code: 'scalar-expected', field: 'note' },
    ],
    [
      { name: 1, day: 'x' },
      { code: 'invalid-date', field: 'day', params: { value: 'x' } },
    ],
    [
      { name: 1, day: {} },
      { code: 'scalar-expected', field: 'day' },
    ],
    [
      { name: 1, day: 'a\0' },
      { code: 'invalid-character', field: 'day' },
    ],
    [
      { name: 1, level: '1.5' },
      { code: 'invalid-integer', field: 'level' },
    ],
    [
      { name: 1, level: 16 },
      { code: 'number-out-of-range', field: 'level' },
    ],
    [
      { name: 1, level: 0 },
      { code: 'number-out-of-range', field: 'level' },
    ],
    [
      { name: 1, all: 'perhaps' },
      { code: 'invalid-boolean', field: 'all' },
    ],
  ])('%j is refused by the name of the field', (values, problem) => {
    expect(problems(values)).toEqual([expect.objectContaining(problem)]);
  });

  it('say every problem, what is unknown first', () => {
    expect(problems({ level: 'x', other: 1 }, 'refused')).toMatchObject([
      {
        code: 'unknown-parameter',
        field: 'other',
        params: { known: 'name, note, day, level, all, text' },
      },
      { code: 'field-required', field: 'name' },
      { code: 'invalid-integer', field: 'level' },
    ]);
  });

  it('have the fields of the classes that they extend before their own', () => {
    class More extends Wanted {
      @TextParameter()
      more?: string | null;
    }
    class Most extends More {
      @TextParameter()
      most?: string | null;
    }
    expect(fieldNames(Most).slice(-3)).toEqual(['text', 'more', 'most']);
  });

  it('take nothing from names that objects have anyway', () => {
    const sent = fields(
      JSON.parse('{"name":"x","__proto__":{"day":"x"},"constructor":"y"}') as object,
    );
    expect(Object.getPrototypeOf(readDto(Wanted, sent))).toBe(Wanted.prototype);
  });
});
