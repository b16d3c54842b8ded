import { describe, expect, it } from 'vitest';
import { isWebAddress } from './web-address.js';

describe('isWebAddress', () => {
  it.each([
    'http://x',
    'ftp://a.b',
    'mailto:a@b.c',
    'www.foo.com',
    'WWW.foo.com/path?x=1#y',
    'https://example.com',
    'HTTPS://user:pass@example.com:8443/a/b?c=d',
    'http://es.asmred.com/',
    'http://[::1]/',
    'http://xn--espaa-rta.es',
  ])('accepts %s', (text) => {
    expect(isWebAddress(text)).toBe(true);
  });

  it.each([
    '',
    'foo.com',
    '//x.es',
    'http://ñ.es',
    'http://x.es/ñ',
    'http://x y.es',
    ' http://x.es',
    'http://x.es\n',
    'http://',
    'http:///x',
    'http:x',
    'http://a..b',
    'http://x:99999',
    'http://x<b>',
    'www.',
    'www..com',
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'javascript://x.es/%0aalert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<b>',
    'vbscript:x',
    'tel:+34600100200',
    'mailto:',
    '://x',
    '1http://x',
  ])('refuses %j', (text) => {
    expect(isWebAddress(text)).toBe(false);
  });
});
