import { describe, expect, it } from 'vitest';
import { LONGEST_HEADER } from '../../kernel/http/header-value.js';
import { cachingOf, contentHeaders, isServed } from './content-headers.js';

const headers = (key: string, type: string, filename?: string) =>
  contentHeaders(`MyFiles/${key}`, type, true, filename === undefined ? null : { filename });

describe('what is served', () => {
  it.each(['a.pdf', 'a.PDF', 'a', 'a.tar.gz', 'a.html', '2026/11/7'])('%s', (key) =>
    expect(isServed(`MyFiles/${key}`)).toBe(true),
  );
  it.each(['a.php', 'a.htm', 'a.exe', 'a.txt.sh', 'a.htaccess', 'a.xhtml'])('not %s', (key) =>
    expect(isServed(`MyFiles/${key}`)).toBe(false),
  );
});

describe('headers of contents', () => {
  it.each([
    ['a.png', 'image/png', 'image/png', 'inline'],
    ['a.pdf', 'application/pdf', 'application/pdf', 'inline'],
    ['a.txt', 'text/plain', 'text/plain; charset=utf-8', 'inline'],
    ['a.css', 'text/plain', 'text/css; charset=utf-8', 'inline'],
    ['a.js', 'text/plain', 'text/javascript; charset=utf-8', 'inline'],
    ['a.csv', 'text/plain', 'text/plain; charset=utf-8', 'attachment'],
    ['a.xsig', 'text/xml', 'text/xml; charset=utf-8', 'attachment'],
    ['a.xml', 'text/plain', 'text/xml; charset=utf-8', 'attachment'],
    ['a.svg', 'image/png', 'image/png', 'attachment'],
    ['a.png', 'image/svg+xml', 'image/svg+xml', 'attachment'],
    ['a.txt', 'text/html', 'text/html; charset=utf-8', 'attachment'],
    ['a.js', 'text/html', 'text/javascript; charset=utf-8', 'inline'],
    ['a', 'application/xhtml+xml', 'application/xhtml+xml', 'attachment'],
    ['a.css', 'image/png', 'image/png', 'inline'],
  ])('%s that is %s', (key, type, shown, kind) => {
    const given = headers(key, type);
    expect(given['Content-Type']).toBe(shown);
    expect(given['Content-Disposition']).toMatch(new RegExp(`^${kind}; `));
    expect('Content-Security-Policy' in given).toBe(kind === 'attachment');
  });

  it('are kept by everybody only where everybody may read', () => {
    expect(cachingOf('MyFiles/2026/11/1_a.png')).toMatch(/^private, /);
    expect(cachingOf('MyFiles/Public/a.png')).toMatch(/^public, /);
  });

  it('name the file, whatever is in its name', () => {
    const named = (filename: string) =>
      headers('2026/11/1_x.txt', 'text/plain', filename)['Content-Disposition'];
    expect(named('foto roja ñ.png')).toBe(
      `inline; filename="foto roja _.png"; filename*=UTF-8''foto%20roja%20%C3%B1.png`,
    );
    expect(named('a&quot;;x=&quot;\r\n%\\&#39;(*).txt')).toBe(
      `inline; filename="a_;x=_____'(_).txt"; ` +
        `filename*=UTF-8''a%22%3Bx%3D%22%0D%0A%25%5C%27%28%2A%29.txt`,
    );
    expect(headers('2026/11/1_x.txt', 'text/plain')['Content-Disposition']).toContain(
      'filename="1_x.txt"',
    );
  });

  it('keep long names short, with their ending', () => {
    const { 'Content-Disposition': shown = '' } = headers(
      'a.pdf',
      'application/pdf',
      `${'😀'.repeat(300)}.pdf`,
    );
    expect(shown.length).toBeLessThan(LONGEST_HEADER);
    expect(shown).toMatch(/%F0%9F%98%80\.pdf$/);
    const ending = headers('a', 'application/pdf', `a.${'ñ'.repeat(300)}`);
    expect(ending['Content-Disposition']?.length).toBeLessThan(LONGEST_HEADER);
  });
});
