import { describe, expect, it } from 'vitest';
import type { Side } from './side.js';
import { allowsException } from './vat-operation.js';

const EXCEPTIONS = [
  null,
  'ES_7',
  'ES_14',
  'ES_20',
  'ES_21',
  'ES_22',
  'ES_23_24',
  'ES_25',
  'ES_68_70',
  'ES_84',
  'ES_OTHER',
  'ES_OTHER_NOT_SUBJECT',
];

const DOMESTIC = [null, 'ES_7', 'ES_20', 'ES_68_70', 'ES_84', 'ES_OTHER'];

function allowedWith(side: Side, operation: string | null): (string | null)[] {
  return EXCEPTIONS.filter((exception) => allowsException(side, operation, exception));
}

describe('allowsException', () => {
  it.each([
    [null, DOMESTIC, DOMESTIC],
    ['', DOMESTIC, DOMESTIC],
    ['intracomunitaria', ['ES_22', 'ES_23_24', 'ES_25', 'ES_68_70'], ['ES_7', 'ES_68_70', 'ES_84']],
    ['intracom-servicios', ['ES_68_70'], ['ES_84']],
    ['inv-sujeto-pasivo', ['ES_84'], ['ES_84']],
    ['exportacion', ['ES_21'], []],
    ['importacion', [], [null]],
    ['work-certification', EXCEPTIONS, EXCEPTIONS],
    ['constructor', EXCEPTIONS, EXCEPTIONS],
  ])('%s', (operation, sales, purchases) => {
    expect(allowedWith('sales', operation)).toEqual(sales);
    expect(allowedWith('purchase', operation)).toEqual(purchases);
  });

  it('takes an empty exception as none', () => {
    expect(allowsException('sales', '', '')).toBe(true);
    expect(allowsException('purchase', 'importacion', '')).toBe(true);
    expect(allowsException('sales', 'exportacion', '')).toBe(false);
  });
});
