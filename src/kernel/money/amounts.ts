/**
 * Decimals of amounts where the setting `default.decimals` says nothing, and where it must not be
 * asked: what is added to or compared with rows of all times has to mean the same whatever the
 * setting was when they were written, and whichever program wrote them. So the total of a document
 * (documents specification 6.6), the risk of a customer, the balance of an entry that is posted and
 * what the doctor compares have two.
 */
export const AMOUNT_DECIMALS = 2;

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
