import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divide, multiply, percentOf, round, sum } from './decimal.js';

/** The reference's rounding as the documents specification (6.1) writes it. */
function referenceRound(x: number, dec: number): number {
  if (!Number.isFinite(x) || x === 0) return x;
  const [m = '', e] = Math.abs(x).toExponential(14).split('e');
  const shift = Number(e) - 14 + dec;
  if (shift >= 0) return x;
  const k = 10n ** BigInt(-shift);
  const n = BigInt(m.replace('.', ''));
  const q = n / k + ((n % k) * 2n >= k ? 1n : 0n);
  return Math.sign(x) * Number(`${q}e-${dec}`);
}

describe('round', () => {
  it.each([
    [1.005, 2, 1.01],
    [-1.005, 2, -1.01],
    [2.5, 0, 3],
    [-2.5, 0, -3],
    [1.215, 2, 1.22],
    [1.1 * 1.15, 2, 1.27],
    [24.793500000000005, 2, 24.79],
    [5.12345, 3, 5.123],
    [8.857395925597874, 5, 8.8574],
    [0, 2, 0],
    [-0.001, 2, 0],
    [1e-30, 2, 0],
    [21, 2, 21],
    [1e21, 2, 1e21],
    [1234567890123.456, 2, 1234567890123.46],
    [12345678901234.56, 2, 12345678901234.56],
    [Infinity, 2, Infinity],
    [NaN, 2, NaN],
  ])('%d to %i decimals is %d', (value, decimals, rounded) => {
    expect(round(value, decimals)).toBe(rounded);
  });

  it('agrees with the reference', () => {
    const amount = fc.double({ min: -1e8, max: 1e8, noNaN: true });
    const cents = fc.integer({ min: -1e9, max: 1e9 }).map((n) => n / 1000);
    fc.assert(
      fc.property(fc.oneof(amount, cents), fc.integer({ min: 0, max: 5 }), (value, decimals) => {
        expect(round(value, decimals)).toBe(referenceRound(value, decimals) + 0);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('arithmetic', () => {
  it('sums the digits that are seen', () => {
    expect(sum([0.1, 0.2])).toBe(0.3);
    expect(sum([1.1, 2.2, -3.3])).toBe(0);
    expect(sum(Array.from({ length: 1000 }, () => 0.01))).toBe(10);
    expect(sum(new Set([1, 2]))).toBe(3);
    expect(sum([])).toBe(0);
  });

  it('multiplies', () => {
    expect(multiply(3, 0.1)).toBe(0.3);
    expect(multiply(1.1, 1.1, 10)).toBe(12.1);
    expect(multiply(-1, 0)).toBe(0);
    expect(multiply()).toBe(1);
  });

  it('divides', () => {
    expect(divide(0.3, 0.1)).toBe(3);
    expect(divide(1, 3)).toBe(1 / 3);
  });

  it('takes percents', () => {
    expect(percentOf(200, 21)).toBe(42);
    expect(percentOf(19.99, 10)).toBe(1.999);
    expect(percentOf(1.1, 1.1)).toBe(0.0121);
    expect(percentOf(100, -5)).toBe(-5);
  });
});

describe('arithmetic with whole numbers', () => {
  const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });
  const plain = (value: Decimal) => value.toNumber() + 0;
  const plainRound = (value: number, decimals: number) => {
    const clean = new Exact(value).toSignificantDigits(15);
    const isBeyond = !clean.isFinite() || clean.e + 1 + decimals > 15;
    return isBeyond ? value : plain(clean.toDecimalPlaces(decimals));
  };
  const plainSum = (values: number[]) =>
    plain(values.reduce((total, value) => total.plus(value), new Exact(0)));
  const plainProduct = (factors: number[]) =>
    plain(factors.reduce((product, factor) => product.times(factor), new Exact(1)));

  const whole = (limit: number, decimals: number) =>
    fc.integer({ min: -limit, max: limit }).map((units) => Number(`${units}e-${decimals}`));
  const value = fc.oneof(
    whole(100_000, 2),
    whole(1_000_000, 5),
    whole(2 ** 31 - 1, 8),
    whole(Number.MAX_SAFE_INTEGER, 2),
    fc.tuple(whole(Number.MAX_SAFE_INTEGER, 7), whole(99, 1)).map(([a, b]) => a * b),
    fc.tuple(whole(100_000, 2), whole(1000, 2)).map(([a, b]) => a * b),
    fc.integer({ min: -300, max: 2100 }).map((units) => units / 100),
    fc.double(),
    fc.constantFrom(0, -0, 1, -1, 100, NaN, Infinity, -Infinity, 1e15, 5e-324, 1e308, 0.5, 2.5),
  );

  it('comes out as with decimals, whatever the values are', () => {
    const decimals = fc.integer({ min: 0, max: 15 });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 6 }), value, value, decimals, (list, a, b, n) => {
        expect(sum(list)).toBe(plainSum(list));
        expect(sum(list.values())).toBe(plainSum(list));
        expect(multiply(...list)).toBe(plainProduct(list));
        expect(divide(a, b)).toBe(plain(new Exact(a).dividedBy(b)));
        expect(percentOf(a, b)).toBe(plain(new Exact(a).times(b).dividedBy(100)));
        expect(round(a, n)).toBe(plainRound(a, n));
      }),
      { numRuns: 3000 },
    );
  });

  it('rounds halves of each decimal as decimals do', () => {
    const half = fc.tuple(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), fc.nat(7));
    fc.assert(
      fc.property(half, fc.nat(8), ([units, decimals], n) => {
        const given = Number(`${units}5e-${decimals + 1}`);
        expect(round(given, n)).toBe(plainRound(given, n));
      }),
      { numRuns: 5000 },
    );
  });
});
