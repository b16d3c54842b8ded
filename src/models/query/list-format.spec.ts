import { describe, expect, it } from 'vitest';
import { Answer } from '../../kernel/http/answer.js';
import { parseFields } from '../../kernel/http/body/form-fields.js';
import { IgnoredParameters } from './ignored-parameters.js';
import { listFormat, MEDIA_TYPES, type ListRequest } from './list-format.js';

/** A request whose client accepts these, the best first. */
const accepting = (...types: string[]) =>
  ({
    url: '/',
    headers: { accept: types.join() },
    accepts: () => types,
  }) as unknown as ListRequest;

describe('the format of a list', () => {
  it.each([
    [[], 'json'],
    [['*/*'], 'json'],
    [['text/csv'], 'csv'],
    [['text/html', 'text/csv', '*/*'], 'csv'],
    [['*/*', 'text/csv'], 'json'],
    [['application/*', 'text/csv'], 'json'],
    [[MEDIA_TYPES.xlsx, 'text/csv'], 'xlsx'],
    [['text/*'], 'json'],
  ])('of a client that accepts %j is %s', (types, format) => {
    expect(listFormat(parseFields(''), accepting(...types), new IgnoredParameters())).toBe(format);
  });

  it.each([
    ['format=csv', 'csv'],
    ['format=XLSX', 'xlsx'],
    ['format=json', 'json'],
    ['format=', 'csv'],
  ])('is what %s says', (query, format) => {
    expect(listFormat(parseFields(query), accepting('text/csv'), new IgnoredParameters())).toBe(
      format,
    );
  });

  it.each(['format=pdf', 'format[]=csv', 'format=__proto__', 'format=toString'])(
    'is that of the client for %s, which is ignored',
    (query) => {
      const ignored = new IgnoredParameters();
      expect(listFormat(parseFields(query), accepting('text/csv'), ignored)).toBe('csv');
      expect(ignored.named(Answer.of([])).headers).toEqual({ 'X-Ignored-Parameters': 'format' });
    },
  );
});
