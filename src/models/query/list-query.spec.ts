import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SAMPLE } from '../../../test/support/sample-model.js';
import { ApiError } from '../../kernel/errors/api-error.js';
import { Answer } from '../../kernel/http/answer.js';
import { parseFields } from '../../kernel/http/body/form-fields.js';
import { IgnoredParameters } from './ignored-parameters.js';
import { parseListQuery, type Condition } from './list-query.js';

describe('limit and offset', () => {
  it.each([
    ['', 50, 0],
    ['limit=5', 5, 0],
    ['limit=5&offset=20', 5, 20],
    ['limit=2.9&offset=1e1', 2, 10],
    ['limit=5&offset=-20', 5, 0],
    ['limit=5&offset=abc', 5, 0],
    ['limit=99999999', 99999999, 0],
    ['limit=0&offset=20', null, 0],
    ['limit=-1', null, 0],
    ['limit=', null, 0],
    ['limit=abc', null, 0],
    ['limit[]=5', null, 0],
    ['limit=1e30', Number.MAX_SAFE_INTEGER, 0],
    ['limit=5&offset=1e30', 5, Number.MAX_SAFE_INTEGER],
    ['limit=-1e30', null, 0],
  ])('%j is limit %j, offset %i', (text, limit, offset) => {
    expect(parse(text)).toMatchObject({ limit, offset });
  });
});

describe('sort', () => {
  it.each([
    ['', ['id']],
    ['sort[text]=DESC', ['-text', 'id']],
    ['sort[text]=desc&sort[real]= ASC ', ['-text', 'real', 'id']],
    ['sort[id]=DESC&sort[text]=x', ['-id', 'text']],
    ['sort[integer:code]=ASC', ['#code', 'id']],
    ['sort[integer:real]=ASC', ['#real', 'id']],
    ['sort[lower:text]=DESC', ['-text', 'id']],
    ['sort[upper:sample.text]=ASC', ['text', 'id']],
    ['sort[2]=ASC', null],
    ['sort=text', ['id']],
    ['sort[hidden]=ASC', null],
    ['sort[shown]=ASC', null],
    ['sort[RAND()]=ASC', null],
    ['sort[rand:text]=ASC', null],
    ['sort[other.text]=ASC', null],
    ['sort[sample.sample.text]=ASC', null],
    ['sort[]=ASC', null],
  ])('%j is %j', (text, keys) => {
    if (!keys) {
      expect(refusal(text).code).toBe('fields-not-allowed');
      return;
    }
    const written = parse(text).sort.map(
      ({ column, descending, asInteger }) =>
        (descending ? '-' : '') + (asInteger ? '#' : '') + column.name,
    );
    expect(written).toEqual(keys);
  });

  it('takes one direction for each', () => {
    expect(refusal('sort[text][]=ASC')).toMatchObject({
      code: 'invalid-filter',
      options: { problems: [{ code: 'scalar-expected', field: 'sort[text]' }] },
    });
  });
});

describe('filters', () => {
  it.each([
    ['filter[text]=a', 'AND text = a'],
    ['filter[sample.text]=a', 'AND text = a'],
    ['filter[integer_gt]=1', 'AND integer > 1'],
    ['filter[integer_gte]=1', 'AND integer >= 1'],
    ['filter[integer_lt]=1', 'AND integer < 1'],
    ['filter[integer_lte]=1', 'AND integer <= 1'],
    ['filter[integer_neq]=1', 'AND integer != 1'],
    ['filter[text_like]=a', 'AND text like %a%'],
    ['filter[text_like]=a%25', 'AND text like a%'],
    ['filter[text_like]=', 'AND text like %%'],
    ['filter[day_like]=22-11-2026', 'AND day like %2026-11-22%'],
    ['filter[text_null]=0', 'AND text null '],
    ['filter[text_is]=x', 'AND text null '],
    ['filter[text_notnull]=0', 'AND text notnull '],
    ['filter[text_isnot]=x', 'AND text notnull '],
    ['filter[text_null][]=0', 'AND text null '],
    ['filter[text_in]=a, b,c', 'AND text in a|b|c'],
    ['filter[integer_in]=1,2', 'AND integer in 1|2'],
    ['filter[boolean]=true', 'AND boolean = 1'],
    ['filter[boolean]=f', 'AND boolean = 0'],
    ['filter[real]=1.50', 'AND real = 1.5'],
    ['filter[day]=22-11-2026', 'AND day = 2026-11-22'],
    ['filter[moment_gte]=22-11-2026', 'AND moment >= 2026-11-22 00:00:00'],
    ['filter[day_gte]=2026-05-01T00:00:00.000Z', 'AND day >= 2026-05-01'],
    ['filter[day]=2026-05-01T23:59:59%2B02:00', 'AND day = 2026-05-01'],
    ['filter[day]=1-5-2026 10:30', 'AND day = 2026-05-01'],
    ['filter[day_in]=2026-05-01T10:00Z,null', 'AND day in 2026-05-01'],
    ['filter[integer]=null', 'AND integer = '],
    ['filter[time]=9:05', 'AND time = 09:05:00'],
    ['filter[text]=null', 'AND text = null'],
    ['filter[text]=01-02-2026', 'AND text = 01-02-2026'],
    ['filter=1', ''],
    ['zz[text]=1', ''],
  ])('%j is %j', (text, written) => {
    expect(parse(text).filters.map(wording).join(' ')).toBe(written);
  });

  it.each([
    'filter[nope]=1',
    'filter[hidden]=1',
    'filter[hidden_like]=a',
    'filter[shown_like]=a',
    'filter[text_xx]=1',
    'filter[other.text]=1',
    'filter[text|code]=1',
    'filter[lower:text]=1',
    'filter[1%3D1]=1',
    'filter[_gt]=1',
    'filter[__proto__]=1',
    'filter[constructor]=1',
    'filter[]=1',
  ])('%j names no column', (text) => {
    expect(refusal(text).code).toBe('fields-not-allowed');
  });

  it.each([
    ['filter[text][]=1', 'scalar-expected', 'filter[text]'],
    ['filter[text_like][a]=1', 'scalar-expected', 'filter[text_like]'],
    ['filter[integer]=abc', 'invalid-value', 'filter[integer]'],
    ['filter[real_gt]=1,5', 'invalid-value', 'filter[real_gt]'],
    ['filter[integer_in]=1,x', 'invalid-value', 'filter[integer_in]'],
    ['filter[boolean]=yes', 'invalid-value', 'filter[boolean]'],
    ['filter[day]=2026-05-01T', 'invalid-value', 'filter[day]'],
    ['filter[day]=2026-05-01 noon', 'invalid-value', 'filter[day]'],
    ['filter[day]=31-02-2026', 'invalid-value', 'filter[day]'],
    ['filter[time]=25:00', 'invalid-value', 'filter[time]'],
    ['filter[moment]=soon', 'invalid-value', 'filter[moment]'],
    ['filter[text]=a%00b', 'invalid-value', 'filter[text]'],
    [`filter[text]=${'x'.repeat(5001)}`, 'invalid-value', 'filter[text]'],
    [`filter[text_in]=${'x,'.repeat(1001)}`, 'invalid-value', 'filter[text_in]'],
  ])('%.60j can not be compared', (text, code, field) => {
    expect(refusal(text)).toMatchObject({
      status: 400,
      code: 'invalid-filter',
      options: { problems: [{ code, field }] },
    });
  });

  it('names all that is not allowed, sort fields first, each once and without suffix', () => {
    const text = 'filter[nope_gt]=1&filter[nope]=1&sort[zz]=ASC&filter[b%20ad]=1&fields=x';
    expect(refusal(text).options.text).toBe('api: fields not allowed: zz, nope, b ad');
  });

  it('are bounded in number', () => {
    const names = ['text', 'code', 'longText', 'integer', 'real', 'money', 'id'];
    const suffixes = ['', '_gt', '_gte', '_lt', '_lte', '_neq', '_like', '_in'];
    const further = ['_null', '_notnull', '_is', '_isnot'];
    const filters = (ends: readonly string[]) =>
      ['', 'sample.'].flatMap((own) =>
        names.flatMap((name) => ends.map((end) => `filter[${own}${name}${end}]=1`)),
      );
    expect(parse(filters(suffixes).join('&')).filters).toHaveLength(112);
    const many = [...filters(suffixes), ...filters(further), 'day=1-1-2026', ...equalities(names)];
    const days = ['', '_gt', '_gte', '_lt', '_lte', '_neq', '_like', '_in'].flatMap((end) =>
      ['day', 'moment', 'sample.day', 'sample.moment'].map(
        (name) => `filter[${name}${end}]=22-11-2026`,
      ),
    );
    expect(many.length + days.length).toBeGreaterThan(200);
    expect(refusal([...many, ...days].join('&'))).toMatchObject({
      status: 400,
      code: 'too-many-filters',
    });
  });
});

function equalities(names: readonly string[]): string[] {
  return names.map((name) => `${name}=1`);
}

describe('operation', () => {
  it.each([
    ['filter[text]=a&filter[code]=b&operation[code]=OR', 'AND text = a OR code = b'],
    ['filter[text]=a&filter[code]=b&operation[text]=OR', 'OR text = a AND code = b'],
    [
      'filter[text]=a&filter[code_like]=b&operation[code_like]= or ',
      'AND text = a OR code like %b%',
    ],
    ['filter[text]=a&filter[code]=b&operation[code]=and', 'AND text = a AND code = b'],
    ['filter[text]=a&operation[real]=OR', 'AND text = a'],
    ['filter[text]=a&operation=OR', 'AND text = a'],
  ])('%j joins %j', (text, written) => {
    expect(parse(text).filters.map(wording).join(' ')).toBe(written);
  });

  it.each([
    'filter[text]=a&operation[text]=OR 1=1 OR',
    'filter[text]=a&operation[text]=XOR',
    'filter[text]=a&operation[text]=',
    'filter[text]=a&operation[text][]=OR',
    'filter[text]=a&operation[1=1]=OR',
    'operation[hidden]=OR',
  ])('%j is not allowed', (text) => {
    const encoded = text.replace('[1=1]', '[1%3D1]');
    expect(refusal(encoded).code).toBe('fields-not-allowed');
  });
});

describe('bare parameters', () => {
  it.each([
    ['text=a', 'AND text = a'],
    ['longText=a', 'AND longText contains a'],
    ['longText_like=a%25', 'AND longText like a%'],
    ['integer_gte=5&code_in=a,b', 'AND integer >= 5 AND code in a|b'],
    ['day_null=', 'AND day null '],
    ['integer=null', 'AND integer = '],
    ['day=2026-05-01T00:00:00.000Z', 'AND day = 2026-05-01'],
  ])('%j are %j', (text, written) => {
    const ignored = new IgnoredParameters();
    expect(parse(text, ignored).bare.map(wording).join(' ')).toBe(written);
    expect(namesOf(ignored)).toBeUndefined();
  });

  it.each([
    ['nope=1', 'nope'],
    ['hidden=1&shown=x', 'hidden, shown'],
    ['integer=abc&integer_gt=1,5', 'integer, integer_gt'],
    ['day=hoy&boolean=undefined&real=NaN', 'day, boolean, real'],
    ['text=&integer_like=', 'text, integer_like'],
    ['text[]=a&code[x]=b', 'text, code'],
    ['text=a%00b', 'text'],
    ['filter=1&sort=x&operation=y&after[]=z', 'sort, filter, operation, after'],
    ['a%20b%0A%C3%B1%F0%9F%98%80=1', 'a_b%0A%C3%B1%F0%9F%98%80'],
  ])('%j are ignored and named', (text, names) => {
    const ignored = new IgnoredParameters();
    expect(parse(text, ignored)).toMatchObject({ filters: [], bare: [] });
    expect(namesOf(ignored)).toBe(names);
  });

  it('are named as far as a header has room', () => {
    const ignored = new IgnoredParameters(['known']);
    for (let number = 0; number < 1000; number++) ignored.add(`name${number}`);
    ignored.add('known');
    const names = namesOf(ignored) ?? '';
    expect(names.length).toBeLessThanOrEqual(2005);
    expect(names).toMatch(/^name0, name1, .*, \.\.\.$/);
  });

  it('are refused by name for who wants it so', () => {
    const ignored = new IgnoredParameters();
    const strict = { headers: { prefer: 'handling=strict' } };
    expect(() => ignored.test(strict)).not.toThrow();
    ignored.add('nope');
    expect(() => ignored.test({ headers: {} })).not.toThrow();
    expect(() => ignored.test(strict)).toThrow(
      expect.objectContaining({
        status: 400,
        code: 'ignored-names',
        options: expect.objectContaining({
          problems: [{ code: 'ignored-name', field: 'nope' }],
        }) as object,
      }) as ApiError,
    );
  });
});

describe('fields', () => {
  it.each([
    ['fields=text,id', ['id', 'text']],
    ['fields= text , text', ['text']],
    ['fields=shown', ['shown']],
    ['fields=text,', ['text']],
  ])('%j are the columns %j', (text, names) => {
    expect(parse(text).columns.map(({ name }) => name)).toEqual(names);
  });

  it.each(['', 'fields=', 'fields=,,'])('%j are all columns', (text) => {
    expect(parse(text).columns).toBe(SAMPLE.visible);
  });

  it.each([
    ['fields=hidden', null],
    ['fields=text,nope', ['text']],
    ['fields=*', null],
    ['fields=COUNT(*)', null],
    ['fields=sample.text', null],
    ['fields[]=text', null],
  ])('%j are ignored as far as they are no columns', (text, names) => {
    const ignored = new IgnoredParameters();
    const shown = names ?? SAMPLE.visible.map(({ name }) => name);
    expect(parse(text, ignored).columns.map(({ name }) => name)).toEqual(shown);
    expect(namesOf(ignored)).toBe('fields');
  });
});

describe('after', () => {
  it('is the text as sent', () => {
    expect(parse('after=abc').after).toBe('abc');
    expect(parse('after=').after).toBe('');
    expect(parse('').after).toBeNull();
    expect(parse('after[]=x').after).toBeNull();
  });
});

it('never does more than refuse', () => {
  const part = fc.oneof(
    fc.constantFrom('filter', 'sort', 'operation', 'fields', 'limit', 'offset', 'after', '[', ']'),
    fc.constantFrom('text', 'integer', '_gt', '_like', '_in', 'hidden', '=', '&', ',', '%00', '%'),
    fc.string({ unit: 'binary', maxLength: 5 }),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
      try {
        const { columns, filters, bare, sort } = parse(parts.join(''));
        for (const { column } of [...filters, ...bare, ...sort]) {
          expect([column.hidden, column.searchable]).toEqual([false, true]);
        }
        for (const column of columns) expect(column.hidden).toBe(false);
      } catch (error) {
        expect(error).toBeInstanceOf(ApiError);
        expect((error as ApiError).status).toBe(400);
      }
    }),
    { numRuns: 500 },
  );
});

function parse(text: string, ignored = new IgnoredParameters()) {
  return parseListQuery(SAMPLE, parseFields(text), ignored);
}

function namesOf(ignored: IgnoredParameters): string | undefined {
  const { headers } = ignored.named(Answer.of([]));
  return headers['X-Ignored-Parameters']?.toString();
}

function refusal(text: string): ApiError {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('It was not refused');
}

function wording({ connector, column, operator, values }: Condition): string {
  return `${connector} ${column.name} ${operator} ${values.join('|')}`;
}
