import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newRegistry } from '../../src/schema.js';
import { ENGINES } from '../support/place.js';
import { type Outcome, Player } from '../support/fuzz-player.js';
import { steps } from '../support/fuzz-values.js';

/** Sequences of requests for each resource: more of them with FUZZ_RUNS, others with FUZZ_SEED. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 10);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_122);

const MODELS = newRegistry().all;

describe(`whatever is sent to a resource (on ${ENGINES.join(' and ')})`, () => {
  let players: readonly Player[];
  /** Why there are models without a record before anything is sent. */
  const refusals: string[] = [];
  beforeAll(async () => {
    players = await Promise.all(ENGINES.map((engine) => Player.start(engine)));
    for (const player of players) {
      await player.prepare();
      refusals.push(...(await player.fill()));
    }
  });
  afterAll(() => Promise.all(players.map((player) => player.stop())));

  it('finds a record of every model to start from', () => {
    expect(refusals).toEqual([]);
  });

  it.each(MODELS.map(({ resource }) => resource))(
    '%s answers in order, and alike',
    async (resource) => {
      const model = MODELS.find((each) => each.resource === resource)!;
      for (const player of players) await player.fill();
      const known = await players[0]!.known();
      await fc.assert(
        fc.asyncProperty(steps(model, known), async (sequence) => {
          const played: Outcome[][] = [];
          for (const player of players) played.push(await player.play(model, sequence));
          for (const outcomes of played) {
            expect(outcomes.flatMap(({ faults }) => faults)).toEqual([]);
          }
          const [first, ...others] = played.map((outcomes) => outcomes.map(({ shared }) => shared));
          for (const other of others) expect(other).toEqual(first);
        }),
        // What one sequence leaves behind is there for the next: a smaller one proves nothing.
        { numRuns: RUNS, seed: SEED, endOnFailure: true },
      );
    },
    120_000,
  );
});
