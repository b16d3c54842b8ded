import { describe, expect, it } from 'vitest';
import { isBic, isIban, isSepaSuffix } from './iban.js';

describe('isIban', () => {
  it.each([
    'es9121000418450200051332',
    'ES91-2100-0418-4502-0005-1332',
    'ES91 2100 0418 4502 0005 1332',
    'IBAN ES91 2100 0418 4502 0005 1332',
    'IBAN ES9121000418450200051332',
    'iban: ES91.2100.0418.4502.0005.1332',
    ' ES9121000418450200051332\n',
    'DE89370400440532013000',
    'GB82WEST12345698765432',
    'ES7900491500001234567892',
    'NO9386011117947',
  ])('accepts %j', (text) => {
    expect(isIban(text)).toBe(true);
  });

  it.each([
    // wrong check digits
    'ES9221000418450200051332',
    'ES00 0000 0000 0000 0000 0000',
    'GB83WEST12345698765432',
    // wrong length, the second with check digits that fit
    'ES912100041845020005133',
    'ES3621000418450200051',
    'ES91210004184502000513320',
    // unknown country
    'ZZ9121000418450200051332',
    'XX',
    'ES',
    'ES91',
    'IBAN',
    '',
    '21000418450200051332',
    'ES9A21000418450200051332',
    'ES91/2100/0418/4502/0005/1332',
    'ES912100041845020005133Ñ',
    'ES9121000418450200051332, DE89370400440532013000',
  ])('refuses %j', (text) => {
    expect(isIban(text)).toBe(false);
  });

  it('takes no check digits beyond 02 to 98, though others satisfy the same remainder', () => {
    // The account whose check digits are 98 by the standard; 01 leaves the same remainder.
    const account = Array.from({ length: 97 }, (_, n) => `ES982100041845020005${1000 + n}`);
    const right = account.filter(isIban);
    expect(right).toHaveLength(1);
    expect(isIban(right[0]?.replace('ES98', 'ES01') ?? '')).toBe(false);
  });
});

describe('isBic', () => {
  it.each(['BBVAESMM', 'BBVAESMMXXX', 'caixesbbxxx', 'DEUTDEFF500'])('accepts %j', (text) => {
    expect(isBic(text)).toBe(true);
  });

  it.each([
    '',
    'BBVA',
    'BBVAESM',
    'BBVAESMMXX',
    'BBVAZZMM',
    '1BVAESMM',
    'BBVAESMMXXXX',
    'BBVA ESMM',
  ])('refuses %j', (text) => {
    expect(isBic(text)).toBe(false);
  });
});

describe('isSepaSuffix', () => {
  it.each(['000', '001', 'ZZZ', 'a1B'])('accepts %j', (text) => {
    expect(isSepaSuffix(text)).toBe(true);
  });

  it.each(['', '0', '00', '0000', '0 0', '0-0', 'ñññ'])('refuses %j', (text) => {
    expect(isSepaSuffix(text)).toBe(false);
  });
});
