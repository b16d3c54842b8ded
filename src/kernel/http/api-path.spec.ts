import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodableUrl, isApiVersion, parseApiPath } from './api-path.js';

describe('parseApiPath', () => {
  it.each([
    ['/api', ['', '', '', ''], 1],
    ['/api/', ['', '', '', ''], 2],
    ['/api/3', ['3', '', '', ''], 2],
    ['/api/3/', ['3', '', '', ''], 3],
    ['/api/3/divisas', ['3', 'divisas', '', ''], 3],
    ['/api/3/divisas?filter[a/b]=/x', ['3', 'divisas', '', ''], 3],
    ['/api/3/divisas/', ['3', 'divisas', '', ''], 4],
    ['/api/3/divisas///', ['3', 'divisas', '', ''], 6],
    ['/api/3//divisas', ['3', '', '', ''], 4],
    ['/api/3/divisas//EUR', ['3', 'divisas', '', ''], 5],
    ['/api/3/divisas/EUR/foo/bar', ['3', 'divisas', 'EUR', 'foo'], 6],
    ['/api/3/plugins/Bar/enable', ['3', 'plugins', 'Bar', 'enable'], 5],
    ['', ['', '', '', ''], 0],
  ])('splits %s', (url, [version, resource, id, action], depth) => {
    expect(parseApiPath(url)).toEqual({ version, resource, id, action, depth });
  });

  it('decodes each segment after splitting', () => {
    expect(parseApiPath('/api/3/familias/A%20B').id).toBe('A B');
    expect(parseApiPath('/api/3/familias/A%2FB/x')).toMatchObject({ id: 'A/B', action: 'x' });
    expect(parseApiPath('/api/3/familias/%C3%B1+%3f').id).toBe('ñ+?');
    expect(parseApiPath('/api/3/familias/100%').id).toBe('100%');
    expect(parseApiPath('/api/3/familias/%zz%4').id).toBe('%zz%4');
    expect(parseApiPath('/api/3/familias/%FF').id).toBe('\uFFFD');
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (url) => {
        expect(parseApiPath(url).depth).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('decodableUrl', () => {
  it.each([
    ['/api/3/divisas/A%20B?x=%', '/api/3/divisas/A%20B?x=%'],
    ['/api/3/divisas/100%?x=%', '/api/3/divisas/100%25?x=%'],
    ['/api/3/a%2Fb/%zz', '/api/3/a%2Fb/%25zz'],
    ['/api/3/%FF', '/api/3/%EF%BF%BD'],
    ['/api/+3/%', '/api/%2B3/%25'],
  ])('makes of %s %s', (url, decodable) => {
    expect(decodableUrl(url)).toBe(decodable);
  });

  it('can be decoded strictly and means the same', () => {
    const letters = fc.constantFrom('%', '%4', '%41', '%C3', '%A9', '/', 'a', '+', '?', '%2F', 'é');
    fc.assert(
      fc.property(fc.array(letters), (parts) => {
        const url = `/${parts.join('')}`;
        const [path = ''] = decodableUrl(url).split('?');
        expect(() => decodeURIComponent(path)).not.toThrow();
        expect(parseApiPath(decodableUrl(url))).toEqual(parseApiPath(url));
      }),
    );
  });
});

describe('isApiVersion', () => {
  it.each(['3', '03', '3.0', '+3', '003.', '+03.00'])('accepts %s', (text) => {
    expect(isApiVersion(text)).toBe(true);
  });

  it.each(['', 'v3', '3abc', '2', '9', '30', '3.1', '-3', '++3', '3 ', '٣'])(
    'refuses "%s"',
    (text) => {
      expect(isApiVersion(text)).toBe(false);
    },
  );
});
