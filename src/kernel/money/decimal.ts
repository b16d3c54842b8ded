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

/*
 * Nearly all amounts are few digits with few decimals: those are computed as whole numbers of their
 * last decimal, which doubles hold exactly and many times faster. One division by a power of ten at
 * the end then gives the double that is nearest to the exact result, as the decimals do. All else
 * goes the way of the decimals.
 */
const MOST_DECIMALS = 8;
/** Powers of ten that doubles hold exactly. */
const POWERS = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * The value to so many decimals, half away from zero, after noise past the fifteenth significant
 * digit is dropped (documents specification 6.1): `round(1.005, 2)` is 1.01, `round(-2.5, 0)` is
 * -3, `round(1.1 * 1.15, 2)` is 1.27. Values with no fifteen-digit answer come back as they are.
 */
export function round(value: number, decimals: number): number {
  const own = decimals >= 0 && decimals <= MOST_DECIMALS ? decimalsOf(value) : null;
  if (own !== null) {
    if (own <= decimals) return value + 0;
    const units = Math.abs(unitsOf(value, own));
    const step = power(own - decimals);
    const rest = units % step;
    const whole = (units - rest) / step + (2 * rest >= step ? 1 : 0);
    return (Math.sign(value) * whole) / power(decimals) + 0;
  }
  const clean = new Exact(value).toSignificantDigits(SIGNIFICANT_DIGITS);
  if (!clean.isFinite() || clean.e + 1 + decimals > SIGNIFICANT_DIGITS) {
    return value;
  }
  return toNumber(clean.toDecimalPlaces(decimals));
}

/** The sum of the values, 0 of none. Subtract by adding the negative. */
export function sum(values: Iterable<number>): number {
  let units = 0;
  let decimals = 0;
  let exact: Decimal | null = null;
  for (const value of values) {
    const own = exact ? null : decimalsOf(value);
    if (own !== null) {
      const common = Math.max(own, decimals);
      const total = units * power(common - decimals) + unitsOf(value, own) * power(common - own);
      if (isExact(total)) {
        [units, decimals] = [total, common];
        continue;
      }
    }
    exact = (exact ?? new Exact(units).dividedBy(power(decimals))).plus(value);
  }
  return exact ? toNumber(exact) : units / power(decimals) + 0;
}

/** The product of the factors, 1 of none. */
export function multiply(...factors: number[]): number {
  return (
    wholeProduct(factors, 0) ??
    toNumber(factors.reduce((product, factor) => product.times(factor), new Exact(1)))
  );
}

/** The quotient; the divisor is not 0. */
export function divide(dividend: number, divisor: number): number {
  const above = decimalsOf(dividend);
  const below = decimalsOf(divisor);
  if (divisor !== 0 && above !== null && below !== null) {
    const units = unitsOf(dividend, above) * power(below);
    const parts = unitsOf(divisor, below) * power(above);
    if (isExact(units) && isExact(parts)) return units / parts + 0;
  }
  return toNumber(new Exact(dividend).dividedBy(divisor));
}

/** So many percent of the amount: `percentOf(200, 21)` is 42. */
export function percentOf(amount: number, percent: number): number {
  return (
    wholeProduct([amount, percent], 2) ?? toNumber(new Exact(amount).times(percent).dividedBy(100))
  );
}

function toNumber(value: Decimal): number {
  // Adding 0 turns a negative zero, which JSON and clients may show, into 0.
  return value.toNumber() + 0;
}

/** The product of the factors, a power of ten lower; null where whole numbers can not tell. */
function wholeProduct(factors: readonly number[], exponent: number): number | null {
  let units = 1;
  let decimals = exponent;
  for (const factor of factors) {
    const own = decimalsOf(factor);
    if (own === null) return null;
    units *= unitsOf(factor, own);
    decimals += own;
    if (!isExact(units) || decimals >= POWERS.length) return null;
  }
  return units / power(decimals) + 0;
}

/** The fewest decimals that write the value in fifteen digits; null where it takes too many. */
function decimalsOf(value: number): number | null {
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
    const units = unitsOf(value, decimals);
    if (!(Math.abs(units) < power(SIGNIFICANT_DIGITS))) return null;
    // No two decimals of so few digits are written as the same double.
    if (units / power(decimals) === value) return decimals;
  }
  return null;
}

/** The value in units of its last decimal. */
function unitsOf(value: number, decimals: number): number {
  return Math.round(value * power(decimals));
}

function isExact(units: number): boolean {
  return Math.abs(units) <= Number.MAX_SAFE_INTEGER;
}

/** Ten to the power of a number that is at most 22. */
function power(exponent: number): number {
  return POWERS[exponent] ?? NaN;
}
