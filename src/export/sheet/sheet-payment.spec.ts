import { describe, expect, it } from 'vitest';
import { groupedIban, maskedIban } from './sheet-payment.js';

describe('an IBAN on paper', () => {
  it.each([
    ['ES9121000418450200051332', 'ES91 2100 0418 4502 0005 1332'],
    ['ES91 2100 0418 4502 0005 1332', 'ES91 2100 0418 4502 0005 1332'],
    ['NL91ABNA0417164300', 'NL91 ABNA 0417 1643 00'],
    ['', ''],
    [null, ''],
  ])('%j stands in groups', (iban, grouped) => {
    expect(groupedIban(iban)).toBe(grouped);
  });

  it.each([
    ['ES9121000418450200051332', 'ES91 XXXX XXXX XXXX XXXX 1332'],
    ['MT84MALT011000012345MTLCAST001S', 'MT84 XXXX XXXX XXXX XXXX XXXX XXXX 01S'],
    [null, ''],
  ])('%j of a direct debit is hardly more than a hint', (iban, masked) => {
    expect(maskedIban(iban)).toBe(masked);
  });
});
