import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { dailyToken, expiringToken, isTokenFor, oldSecret, permanentToken } from './link-token.js';

const secrets = { own: 'secret', old: null };
const terms = {
  key: 'MyFiles/2026/11/1_h4a.txt',
  today: '2026-11-22',
  stamp: '2026-11-22 10:00:00',
};
const accepts = (
  token: string,
  other = {},
  given = secrets as { own: string; old: string | null },
) => isTokenFor(token, given, { ...terms, ...other });

describe('tokens of download links', () => {
  it('hold for a day', () => {
    const token = dailyToken(secrets, terms);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(accepts(token)).toBe(true);
    expect(accepts(token, { today: '2026-11-23' })).toBe(false);
    expect(accepts(token, { stamp: null })).toBe(true);
  });

  it('hold until the file is another', () => {
    const token = permanentToken(secrets, terms);
    expect(token).not.toBe(dailyToken(secrets, terms));
    expect(accepts(token, { today: '2040-01-01' })).toBe(true);
    expect(accepts(token, { stamp: '2026-11-22 10:00:01' })).toBe(false);
    expect(accepts(token, { stamp: null })).toBe(false);
    expect(accepts(permanentToken(secrets, { ...terms, stamp: null }), { stamp: null })).toBe(
      false,
    );
  });

  it('hold until a day', () => {
    const token = expiringToken(secrets, terms.key, '2026-11-23');
    for (const today of ['2026-11-22', '2026-11-23']) expect(accepts(token, { today })).toBe(true);
    expect(accepts(token, { today: '2026-11-24' })).toBe(false);
    expect(accepts(token.replace('2026-11-23', '23-11-2026'))).toBe(true);
    expect(accepts(token.replace('2026-11-23', '2027-11-23'))).toBe(false);
  });

  it('open one file, under one secret', () => {
    const made = [
      dailyToken(secrets, terms),
      permanentToken(secrets, terms),
      expiringToken(secrets, terms.key, '2030-01-01'),
    ];
    for (const token of made) {
      expect(accepts(token)).toBe(true);
      expect(accepts(token, { key: 'MyFiles/2026/11/2_h4a.txt' })).toBe(false);
      expect(accepts(token, {}, { own: 'other', old: null })).toBe(false);
      expect(accepts(token.slice(1))).toBe(false);
    }
    for (const token of ['', '|', '|2030-01-01', 'x|2030-01-01', 'null']) {
      expect(accepts(token)).toBe(false);
    }
  });
});

describe('tokens that FacturaScripts made', () => {
  // The sample of the specification.
  const old = { own: 'secret', old: 'fs2hfs' };

  it.each(['aed99a48eb717c4a4c6ddf654111dac2def9de04', 'e75896e88726e716c9281117a09a08084e888856'])(
    'are taken beside its database: %s',
    (token) => {
      expect(accepts(token, {}, old)).toBe(true);
      expect(accepts(token, {}, { ...old, old: 'fs2hother' })).toBe(false);
      expect(accepts(token)).toBe(false);
      expect(accepts(token, { key: 'MyFiles/2026/11/1_other.txt' }, old)).toBe(false);
    },
  );

  const database = { host: 'db', port: 3306, user: 'u', name: 'books', password: 'twelve chars' };

  it.each([
    ['with a long password', database, null, 'bookstwelve chars'],
    ['with a short one', { ...database, password: 'eleven char' }, null, null],
    ['without one', { ...database, password: '' }, null, null],
    ['with a secret of our own', database, 'a-secret-of-at-least-thirty-two-letters', null],
    ['without a database server', null, null, null],
  ])('count %s', (_when, location, fileSecret, expected) => {
    expect(oldSecret({ database: location, fileSecret })).toBe(expected);
  });

  it('end with their day', () => {
    expect(accepts('e75896e88726e716c9281117a09a08084e888856', { today: '2026-11-23' }, old)).toBe(
      false,
    );
  });

  it.each([
    ['2026-12-31', true],
    ['31-12-2026', true],
    ['2026-11-22 10:00:00', true],
    ['2026-11-21', false],
    ['tomorrow', false],
    ['+1 year', false],
    ['', false],
  ])('expire on a day that they name: %j', (until, good) => {
    const signature = createHash('sha1').update(`fs2hfs${terms.key}${until}`).digest('hex');
    expect(accepts(`${signature}|${until}`, {}, old)).toBe(good);
  });
});
