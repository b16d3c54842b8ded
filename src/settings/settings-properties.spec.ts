import { describe, expect, it } from 'vitest';
import { replaced, visibleProperties, withFields } from './settings-properties.js';

const read = (json: string) => JSON.parse(json) as unknown;

describe('visibleProperties', () => {
  it.each([
    ['{"a":1}', '{"a":1}'],
    ['{ "a" : 1 }', '{ "a" : 1 }'],
    ['{"host":"h","password":"x"}', '{"host":"h"}'],
    [
      '{"SMTP_Password":"x","api_key":1,"ApiKey":2,"clientSecret":3,"accessTOKEN":4,"b":5}',
      '{"b":5}',
    ],
    [
      '{"smtp":{"password":"x","port":1},"list":[{"token":1,"n":2}]}',
      '{"smtp":{"port":1},"list":[{"n":2}]}',
    ],
    ['{"p\\u0061ssword":"x"}', '{}'],
    ['{"enable_api":true}', '{"enable_api":true}'],
    ['[]', '[]'],
    ['not json, password=x', '{}'],
  ])('%s', (stored, shown) => {
    expect(visibleProperties(stored)).toBe(shown);
  });
});

describe('withFields', () => {
  it('keeps types, other members and secrets', () => {
    const stored = '{"a":"1","b":true,"password":"x"}';
    expect(read(withFields(stored, { a: 2, c: '3', d: null, e: [1] }))).toEqual({
      a: 2,
      b: true,
      password: 'x',
      c: '3',
      d: null,
      e: [1],
    });
    expect(read(withFields(stored, { password: 'y' }))).toMatchObject({ password: 'y' });
    expect(read(withFields(stored, { password: null }))).toMatchObject({ password: null });
  });

  it('escapes what was stored before, but no secret', () => {
    const stored = '{"title":"<b>","quote":"it\'s","password":"<x>"}';
    expect(read(withFields(stored, { next: '<i>' }))).toEqual({
      title: '&lt;b&gt;',
      quote: "it's",
      password: '<x>',
      next: '<i>',
    });
  });

  it('starts from nothing when what is stored is no object', () => {
    for (const stored of [null, '', '[]', 'oops', '5']) {
      expect(withFields(stored, { foo: '1' })).toBe('{"foo":"1"}');
    }
  });

  it('takes a member called __proto__ as a name like others', () => {
    const fields = JSON.parse('{"__proto__":{"admin":true},"a":1}') as Record<string, unknown>;
    const merged = read(withFields('{"b":2}', fields)) as Record<string, unknown>;
    expect(Object.keys(merged).sort()).toEqual(['__proto__', 'a', 'b']);
  });
});

describe('replaced', () => {
  const stored =
    '{"gone":1,"password":"x","smtp":{"host":"h","token":"t"},"hooks":[{"url":"u","secret":"s"}]}';

  it('keeps the secrets that the new set does not mention, at their place', () => {
    const set = { smtp: { host: 'new' }, hooks: [{ url: 'u' }, { url: 'v' }] };
    expect(read(replaced(stored, set))).toEqual({
      smtp: { host: 'new', token: 't' },
      hooks: [{ url: 'u', secret: 's' }, { url: 'v' }],
      password: 'x',
    });
  });

  it('gives no secret to another member of a list', () => {
    expect(read(replaced(stored, { hooks: [{ url: 'evil' }] }))).toEqual({
      hooks: [{ url: 'evil' }],
      password: 'x',
    });
  });

  it('drops or changes the secrets that it mentions', () => {
    expect(read(replaced(stored, { password: null, hooks: [{ url: 'u', secret: 'n' }] }))).toEqual({
      password: null,
      hooks: [{ url: 'u', secret: 'n' }],
    });
  });
});
