/** How much longer than planned a pause may be, so that many deliveries do not come back at once. */
const JITTER = 0.2;

/**
 * How long to wait before the next attempt, in milliseconds; null when there is none.
 *
 * @param attempts how often it was sent already
 * @param pauses seconds before the second attempt, the third and so on
 * @param chance from 0 to 1
 */
export function pauseAfter(
  attempts: number,
  pauses: readonly number[],
  chance = Math.random(),
): number | null {
  const pause = pauses[attempts - 1];
  return pause === undefined ? null : Math.round(pause * 1000 * (1 + JITTER * chance));
}
