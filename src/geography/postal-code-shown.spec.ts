import { expect, it } from 'vitest';
import { postalCodeShown } from './postal-code-shown.js';

it.each([
  [1234, 'ESP', '01234'],
  [28001, 'esp', 28001],
  [1234, 'PRT', 1234],
])('shows %d of %s as %j', (number, codpais, shown) => {
  expect(postalCodeShown(number, codpais)).toBe(shown);
});
