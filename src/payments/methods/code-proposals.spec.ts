import { describe, expect, it } from 'vitest';
import { paymentMethodCodeProposals } from './code-proposals.js';

describe('paymentMethodCodeProposals', () => {
  it('takes four characters, then numbers them', () => {
    expect(paymentMethodCodeProposals('ZB contado pagado')).toEqual([
      'ZBCO',
      'ZBCO2',
      'ZBCO3',
      'ZBCO4',
      'ZBCO5',
      'ZBCO6',
      'ZBCO7',
      'ZBCO8',
      'ZBCO9',
    ]);
    expect(paymentMethodCodeProposals('ñ30 días')[0]).toBe('30DA');
  });

  it.each(['ZC', 'ZCÑÑ', 'a b c', ''])('has none for %j', (descripcion) => {
    expect(paymentMethodCodeProposals(descripcion)).toEqual([]);
  });
});
