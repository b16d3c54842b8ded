import { expect, it } from 'vitest';
import { postalCodeText } from './postal-code-text.js';

it.each([
  [1234, 'ESP', '01234'],
  [28001, 'esp', '28001'],
  [1234, 'PRT', '1234'],
])('writes %d of %s as %s', (number, codpais, text) => {
  expect(postalCodeText(number, codpais)).toBe(text);
});
