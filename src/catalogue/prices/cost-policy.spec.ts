import { describe, expect, it } from 'vitest';
import { costByPolicy } from './cost-policy.js';
import type { Offer, Purchase } from './cost-policy.js';
import { priceOfMargin } from './pricing.js';

const POLICIES = ['last-price', 'average-price', 'high-price', 'actual-price'];

function offer(neto: number, actualizado: string | null, netoeuros = neto): Offer {
  return { neto, netoeuros, actualizado };
}

function purchase(cantidad: number, netoeuros: number, fecha: string): Purchase {
  return { cantidad, netoeuros, fecha };
}

// 10 less 10 % in January, 12 less 50 % in February.
const EXAMPLE = [offer(9, '2026-01-15 10:00:00'), offer(6, '2026-02-15 10:00:00')];

describe('costByPolicy', () => {
  it.each([
    // policy, cost, price with a margin of 30 (50 before)
    ['last-price', 6, 7.8],
    ['average-price', 7.5, 9.75],
    ['high-price', 9, 11.7],
    ['actual-price', 6, 7.8],
  ])('%s of the example is %d, %d with margin', (policy, coste, precio) => {
    expect(costByPolicy(policy, EXAMPLE, [], 0)).toBe(coste);
    expect(costByPolicy(policy, EXAMPLE.toReversed(), [], 0)).toBe(coste);
    expect(priceOfMargin({ coste, margen: 30, precio: 50 })).toBe(precio);
  });

  it.each([null, '', 'constructor', 'other'])('policy %s changes nothing', (policy) => {
    expect(costByPolicy(policy, EXAMPLE, [purchase(1, 1, '2026-01-01')], 1)).toBeNull();
  });

  it.each(POLICIES)('%s without offers changes nothing', (policy) => {
    expect(costByPolicy(policy, [], [], 0)).toBeNull();
    expect(costByPolicy(policy, [], [], 5)).toBeNull();
  });

  it('compares in euros', () => {
    const dollars = offer(10, '2026-03-01 00:00:00', 8.8574);
    const euros = offer(9, '2026-01-01 00:00:00');
    expect(costByPolicy('last-price', [dollars, euros], [], 0)).toBe(8.8574);
    expect(costByPolicy('high-price', [dollars, euros], [], 0)).toBe(9);
    expect(costByPolicy('average-price', [dollars, euros], [], 0)).toBe(8.9287);
  });

  it.each(POLICIES)('%s leaves out an offer of unknown value in euros', (policy) => {
    const unknown = offer(10, '2026-03-01 00:00:00', 0);
    expect(costByPolicy(policy, [unknown], [], 0)).toBeNull();
    expect(costByPolicy(policy, [unknown, ...EXAMPLE], [], 0)).toBe(
      costByPolicy(policy, EXAMPLE, [], 0),
    );
  });

  it('averages positive prices only', () => {
    const free = offer(0, '2026-03-01 00:00:00');
    expect(costByPolicy('average-price', [...EXAMPLE, free], [], 0)).toBe(7.5);
    expect(costByPolicy('average-price', [free], [], 0)).toBeNull();
    expect(costByPolicy('last-price', [...EXAMPLE, free], [], 0)).toBe(0);
  });

  it('takes the later of two offers of the same moment, and any before an undated one', () => {
    const moment = '2026-01-01 00:00:00';
    expect(costByPolicy('last-price', [offer(1, moment), offer(2, moment)], [], 0)).toBe(2);
    expect(costByPolicy('last-price', [offer(1, moment), offer(2, null)], [], 0)).toBe(1);
  });

  it('rounds to five decimals', () => {
    const offers = [offer(1, null), offer(1, null), offer(2, null)];
    expect(costByPolicy('average-price', offers, [], 0)).toBe(1.33333);
  });

  describe('actual-price with stock', () => {
    const purchases = [
      purchase(10, 4, '2026-01-10'),
      purchase(3, 6, '2026-03-10'),
      purchase(5, 5, '2026-02-10'),
    ];

    it.each([
      // stock, cost
      [0.5, 6],
      [1, 6],
      [3, 6],
      [5, 5.6],
      [8, 5.375],
      [10, 5.1],
      [100, 4.61111],
    ])('of %d units is %d', (stock, coste) => {
      expect(costByPolicy('actual-price', EXAMPLE, purchases, stock)).toBe(coste);
    });

    it('skips what was sent back', () => {
      const returned = purchase(-3, 6, '2026-04-01');
      expect(costByPolicy('actual-price', EXAMPLE, [returned, ...purchases], 3)).toBe(6);
    });

    it('falls back to the last offer', () => {
      expect(costByPolicy('actual-price', EXAMPLE, [], 5)).toBe(6);
    });

    it('leaves the order of the purchases alone', () => {
      const before = [...purchases];
      costByPolicy('actual-price', EXAMPLE, purchases, 5);
      expect(purchases).toEqual(before);
    });
  });
});
