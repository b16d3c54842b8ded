import { Decimal } from 'decimal.js';

/*
 * Amounts travel as JSON numbers and are computed here as decimals: what a person would get on
 * paper from the digits they see, so 0.1 + 0.2 is 0.3.
 */

// Forty digits hold any product of two doubles exactly; a private copy, since others may
// configure the library's own.
const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });

/** Digits of a double that are surely not noise of earlier binary arithmetic. */
const SIGNIFICANT_DIGITS = 15;

/**
 * The value to so many decimals, half away from zero, after noise past the fifteenth significant
 * digit is dropped (documents specification 6.1): `round(1.005, 2)` is 1.01, `round(-2.5, 0)` is
 * -3, `round(1.1 * 1.15, 2)` is 1.27. Values with no fifteen-digit answer come back as they are.
 */
export function round(value: number, decimals: number): number {
  const clean = new Exact(value).toSignificantDigits(SIGNIFICANT_DIGITS);
  if (!clean.isFinite() || clean.e + 1 + decimals > SIGNIFICANT_DIGITS) {
    return value;
  }
  return toNumber(clean.toDecimalPlaces(decimals));
}

/** The sum of the values, 0 of none. Subtract by adding the negative. */
export function sum(values: Iterable<number>): number {
  let total = new Exact(0);
  for (const value of values) {
    total = total.plus(value);
  }
  return toNumber(total);
}

/** The product of the factors, 1 of none. */
export function multiply(...factors: number[]): number {
  return toNumber(factors.reduce((product, factor) => product.times(factor), new Exact(1)));
}

/** The quotient; the divisor is not 0. */
export function divide(dividend: number, divisor: number): number {
  return toNumber(new Exact(dividend).dividedBy(divisor));
}

/** So many percent of the amount: `percentOf(200, 21)` is 42. */
export function percentOf(amount: number, percent: number): number {
  return toNumber(new Exact(amount).times(percent).dividedBy(100));
}

function toNumber(value: Decimal): number {
  // Adding 0 turns a negative zero, which JSON and clients may show, into 0.
  return value.toNumber() + 0;
}
