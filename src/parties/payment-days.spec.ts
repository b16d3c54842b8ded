import { describe, expect, it } from 'vitest';
import { cleanPaymentDays } from './payment-days.js';

describe('cleanPaymentDays', () => {
  it.each([
    ['5,20', '5,20'],
    ['5,20,40,x', '5,20'],
    ['5, 20,40,abc,7x', '5,20'],
    ['31', '31'],
    ['05', '5'],
    ['20,5', '20,5'],
    ['0,32,-1,1.5,1e1', null],
    [',,', null],
    ['', null],
    [null, null],
  ])('%j becomes %j', (text, clean) => {
    expect(cleanPaymentDays(text)).toBe(clean);
  });
});
