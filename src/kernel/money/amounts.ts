/**
 * Decimals of amounts where the setting `default.decimals` says nothing, and where it must not be
 * asked: what is added to or compared with rows of all times has to mean the same whatever the
 * setting was when they were written, and whichever program wrote them. So the total of a document
 * (documents specification 6.6), the risk of a customer, the balance of an entry that is posted and
 * what the doctor compares have two.
 */
export const AMOUNT_DECIMALS = 2;

/**
 * From here on an amount has no cents, and from a hundred times as much on not even in one number: a
 * double has fifteen digits. No amount, quantity, price or rate that is sent may be as large, so that
 * some hundred of them still add up exactly.
 */
export const TOO_MUCH = 1e13;

/** From here on what is calculated of them is no number of so many digits any more. */
export const INEXACT = 1e15;

/** In units of the last decimal: less is what rounding leaves behind, one unit is a difference. */
const TOLERANCE_UNITS = 0.6;

/** Two amounts of so many decimals are the same when they differ by less: 0.006 with two. */
export function toleranceOf(decimals: number): number {
  return TOLERANCE_UNITS * 10 ** -decimals;
}

/** Whether the difference of two amounts of so many decimals is none. */
export function isNothing(difference: number, decimals: number): boolean {
  return Math.abs(difference) < toleranceOf(decimals);
}
