import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FIELD_LIMITS,
  FieldCollector,
  FieldMap,
  parseFields,
  strictDecoder,
  toPlain,
} from './form-fields.js';
import { RequestError } from '../request-error.js';

/** As JSON text, because it shows order and knows no prototypes. */
function plain(text: string): string {
  return JSON.stringify(toPlain(parseFields(text)));
}

function keys(text: string, name: string): string[] {
  const level = parseFields(text).get(name);
  return level instanceof FieldMap ? [...level.keys()] : [];
}

describe('parseFields', () => {
  it.each([
    ['', '{}'],
    ['a=1&b=2', '{"a":"1","b":"2"}'],
    ['&&a=1&', '{"a":"1"}'],
    ['a', '{"a":""}'],
    ['a=', '{"a":""}'],
    ['=1&[b]=2', '{}'],
    ['a=b=c', '{"a":"b=c"}'],
    ['a=1&b=2&a=3', '{"a":"3","b":"2"}'],
    ['a=x+y%2Bz', '{"a":"x y+z"}'],
    ['a[b]=1&a[c]=2', '{"a":{"b":"1","c":"2"}}'],
    ['a%5Bb%5D=1', '{"a":{"b":"1"}}'],
    ['a[b][c]=1', '{"a":{"b":{"c":"1"}}}'],
    ['a[]=1&a[]=2', '{"a":["1","2"]}'],
    ['a[][x]=1&a[][x]=2', '{"a":[{"x":"1"},{"x":"2"}]}'],
    ['l[1][x]=b&l[0][x]=a', '{"l":[{"x":"a"},{"x":"b"}]}'],
    ['l[1]=a&l[2]=b', '{"l":{"1":"a","2":"b"}}'],
    ['l[5]=a&l[]=b', '{"l":{"5":"a","6":"b"}}'],
    ['l[00]=a&l[x]=b&l[]=c', '{"l":{"0":"c","00":"a","x":"b"}}'],
    ['0=a&1=b', '{"0":"a","1":"b"}'],
    ['a=1&a[b]=2', '{"a":{"b":"2"}}'],
    ['a[b]=2&a=1', '{"a":"1"}'],
    ['a[b]=2&a[b][c]=1', '{"a":{"b":{"c":"1"}}}'],
  ])('reads %s', (text, fields) => {
    expect(plain(text)).toBe(fields);
  });

  it.each([
    ['a.b=1&c+d=2', '{"a_b":"1","c_d":"2"}'],
    ['filter[divisas.codiso]=1', '{"filter":{"divisas.codiso":"1"}}'],
    ['filter[a+b]=1', '{"filter":{"a b":"1"}}'],
    ['a.b[c.d]=1', '{"a_b":{"c.d":"1"}}'],
    ['filter[iva%20OR%201=1]=1', '{"filter_iva_OR_1":"1]=1"}'],
    ['filter[iva%20OR%201%3D1]=1', '{"filter":{"iva OR 1=1":"1"}}'],
    ['a[b=1', '{"a_b":"1"}'],
    ['a[b][c=1', '{"a":{"b":"1"}}'],
    ['a[b]c[d]=1', '{"a":{"b":"1"}}'],
    ['a]b=1', '{"a]b":"1"}'],
    ['a[b[c]=1', '{"a":{"b[c":"1"}}'],
  ])('reads the name of %s', (text, fields) => {
    expect(plain(text)).toBe(fields);
  });

  it('keeps the order of the text, numbers included', () => {
    expect(keys('filter[2]=a&filter[x]=b&filter[1]=c', 'filter')).toEqual(['2', 'x', '1']);
    expect(keys('sort[b]=1&sort[a]=1&sort[b]=2', 'sort')).toEqual(['b', 'a']);
  });

  it.each([
    ['%', '%'],
    ['%4', '%4'],
    ['%zz', '%zz'],
    ['50%+%41', '50% A'],
    ['%%41', '%A'],
    ['%C3%B1', 'ñ'],
    ['ñ€😀', 'ñ€😀'],
    ['ñ%C3%B1', 'ññ'],
    ['%FFx', '\uFFFDx'],
    ['%00', '\0'],
  ])('decodes %s', (text, value) => {
    expect(parseFields(`a=${text}`).get('a')).toBe(value);
  });

  it('reads bytes in the character set of their content type', () => {
    const latin = strictDecoder('text/plain; charset="ISO-8859-1"');
    const fields = parseFields(Buffer.from('a=\xF1+%F1', 'latin1'), FIELD_LIMITS, latin);
    expect(fields.get('a')).toBe('ñ ñ');
    const utf8 = parseFields(Buffer.from('ñ=€'), FIELD_LIMITS, strictDecoder('x;charset=nope'));
    expect(utf8.get('ñ')).toBe('€');
  });

  it.each(['a=%FF', '%C3=1', 'a=\xFF'])('refuses bad UTF-8 in the body %s', (text) => {
    const bytes = Buffer.from(text, 'latin1');
    const refused = new RequestError(400, 'invalid-encoding');
    expect(() => parseFields(bytes, FIELD_LIMITS, strictDecoder())).toThrow(refused);
  });

  it('limits number and depth', () => {
    const limits = { fields: 2, depth: 3 };
    expect(parseFields('a=1&b=2', limits).size).toBe(2);
    expect(() => parseFields('a=1&a=2&a=3', limits)).toThrow('too-many-fields');
    expect(parseFields('a[b][c]=1', limits).size).toBe(1);
    expect(() => parseFields('a[b][c][d]=1', limits)).toThrow('too-deep: a');
  });

  it('takes names of the language for names', () => {
    const text = '__proto__[x]=1&__proto__=2&constructor[prototype][x]=3&a[__proto__][x]=4';
    expect(plain(text)).toBe(
      '{"__proto__":"2","constructor":{"prototype":{"x":"3"}},"a":{"__proto__":{"x":"4"}}}',
    );
    expect(Object.getPrototypeOf(toPlain(parseFields(text)))).toBeNull();
    expect('x' in {}).toBe(false);
  });

  it('throws nothing but RequestError, and never pollutes', () => {
    const token = fc.constantFrom('[', ']', '=', '&', '%', '%5B', '+', '.', '__proto__', '0', 'a');
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(token, { maxLength: 60 }).map((tokens) => tokens.join('')),
    );
    const before = Object.getOwnPropertyNames(Object.prototype).join();
    fc.assert(
      fc.property(text, (source) => {
        try {
          toPlain(parseFields(source, { fields: 20, depth: 5 }, strictDecoder()));
        } catch (error) {
          expect(error).toBeInstanceOf(RequestError);
        }
      }),
      { numRuns: 500 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
  });

  it('reads what URLSearchParams writes', () => {
    const name = fc.stringMatching(/^[a-z_ñ€%+&=]{1,12}$/);
    const value = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key }), (pairs) => {
        const fields = parseFields(new URLSearchParams(pairs).toString());
        expect([...fields]).toEqual(pairs);
      }),
    );
  });

  it('takes time in proportion to the text', () => {
    const limits = { fields: 1_000_000, depth: 20 };
    const started = performance.now();
    parseFields(`a${'['.repeat(1_000_000)}=1`);
    parseFields('%'.repeat(1_000_000));
    parseFields(`a=${'+'.repeat(1_000_000)}`);
    parseFields('l[]=1&'.repeat(100_000), limits);
    parseFields('&'.repeat(1_000_000));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('FieldCollector', () => {
  it('files decoded names under the same rules', () => {
    const fields = new FieldCollector(FIELD_LIMITS);
    fields.add('a.b[x=y][]', '1%20+');
    expect(JSON.stringify(toPlain(fields.map))).toBe('{"a_b":{"x=y":["1%20+"]}}');
  });
});
