import { describe, expect, it } from 'vitest';
import { formatsFor, type Formats } from './formats.js';

const EURO = { decimals: 2, currencyCode: 'EUR', currencyName: 'Euros', symbol: '€' };

/** No-break blanks as plain ones. */
function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}

function written(locale: string, how: keyof Formats, value: never, money = EURO): string {
  const formats = formatsFor(locale, money);
  return plain((formats[how] as (value: never) => string)(value));
}

describe('formats', () => {
  it.each([
    ['es-ES', 'amount', 1234.5, '1.234,50'],
    ['es-ES', 'amount', -1234567.891, '−1.234.567,89'],
    ['es-ES', 'amount', -0.001, '0,00'],
    ['en-GB', 'amount', 1234.5, '1,234.50'],
    ['de-DE', 'amount', 1234.5, '1.234,50'],
    ['fr-FR', 'amount', 1234.5, '1 234,50'],
    ['pt-PT', 'amount', 1234.5, '1 234,50'],
    ['es-ES', 'money', 1234.5, '1.234,50 €'],
    ['es-ES', 'money', -2, '−2,00 €'],
    ['en-GB', 'money', 1234.5, '€1,234.50'],
    ['en-GB', 'money', -2, '−€2.00'],
    ['es-ES', 'price', 4, '4,00'],
    ['es-ES', 'price', 4.375, '4,375'],
    ['es-ES', 'price', 0.123456789, '0,12346'],
    ['es-ES', 'quantity', 3, '3'],
    ['es-ES', 'quantity', 36.5, '36,5'],
    ['es-ES', 'quantity', 12000, '12.000'],
    ['es-ES', 'percent', 21, '21 %'],
    ['es-ES', 'percent', 5.2, '5,2 %'],
    ['en-GB', 'percent', 21, '21%'],
    ['es-ES', 'day', '2026-11-22', '22/11/2026'],
    ['en-GB', 'day', '2026-11-22', '22/11/2026'],
    ['de-DE', 'day', '2026-11-22', '22.11.2026'],
    ['eu-ES', 'day', '2026-11-22', '2026/11/22'],
    ['es-ES', 'day', '2026-13-45', '2026-13-45'],
    ['es-ES', 'day', '', ''],
  ] as const)('write in %s as %s: %s is %s', (locale, how, value, expected) => {
    expect(written(locale, how, value as never)).toBe(expected);
  });

  it('take the symbol and the decimals of the currency of the document', () => {
    const yen = { decimals: 0, currencyCode: 'JPY', currencyName: '', symbol: '¥' };
    expect(written('es-ES', 'money', 1234.5 as never, yen)).toBe('1.235 ¥');
    expect(written('es-ES', 'price', 12 as never, yen)).toBe('12');
    const bare = { decimals: 2, currencyCode: 'USD', currencyName: '', symbol: '' };
    expect(written('en-GB', 'money', 12 as never, bare)).toBe('USD 12.00');
    expect(written('es-ES', 'money', 12 as never, bare)).toBe('12,00 USD');
  });

  it('survive decimals that make no sense', () => {
    for (const decimals of [-1, 99, 1.5, NaN]) {
      expect(written('es-ES', 'amount', 1 as never, { ...EURO, decimals })).toMatch(/^1/);
    }
  });
});
