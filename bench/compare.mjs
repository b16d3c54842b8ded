/** Measures two servers against each other. */
import { processorTime } from './processes.mjs';

/** Requests that are on their way at once. */
export const CONNECTIONS = 8;

/**
 * Alternates short rounds of both sides ({ name, address, pid, headers }), so that what else the
 * machine does hits both. A side's figures are medians of its rounds, except that `answered` and
 * `firings` count everything it was sent.
 *
 * @throws Error when a request was answered with anything but a 200, or not at all
 */
export async function compare(load, sides, { send, rounds, seconds }) {
  const counts = sides.map(() => ({ answered: 0, firings: 0 }));
  const fire = async (side, duration) => {
    const { name, address, pid, headers } = sides[side];
    const before = processorTime(pid);
    const job = { address, headers, requests: load.requests, connections: CONNECTIONS };
    const result = await send({ ...job, seconds: duration });
    if (result.failed > 0 || result.answered === 0) throw failure(load, name, result);
    counts[side].answered += result.answered;
    counts[side].firings += 1;
    return {
      perSecond: result.perSecond,
      microseconds: ((processorTime(pid) - before) * 1000) / result.answered,
    };
  };
  const measured = [[], []];
  for (const side of [0, 1]) await fire(side, 1);
  for (let round = 0; round < rounds; round++) {
    for (const side of round % 2 === 0 ? [0, 1] : [1, 0]) {
      measured[side].push(await fire(side, seconds));
    }
  }
  const figures = measured.map((all, side) => ({
    ...counts[side],
    perSecond: middle(all.map(({ perSecond }) => perSecond)),
    microseconds: middle(all.map(({ microseconds }) => microseconds)),
  }));
  // Two neighbouring rounds saw the same machine: their ratio says more than that of the medians.
  const ratio = middle(
    measured[0].map(({ perSecond }, round) => perSecond / measured[1][round].perSecond),
  );
  return { figures, ratio };
}

function failure(load, side, { answered, failed, refusal }) {
  const example = refusal === null ? 'refused, cut off or too late' : `such as ${refusal}`;
  return new Error(
    `${load.name}: ${failed} requests were not answered 200 (${side}; ${answered} were): ${example}`,
  );
}

function middle(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
