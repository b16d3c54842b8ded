import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newRegistry } from '../../src/app.module.js';
import { ENGINES } from '../support/api.js';
import { Player, type Outcome } from '../support/fuzz-player.js';
import { steps } from '../support/fuzz-values.js';

/** Sequences of requests for each resource; more of them with FUZZ_RUNS, others with FUZZ_SEED. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 6);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_122);

const stats: Record<string, Record<string, number>> = {}; const reasons: Record<string, number> = {};
const MODELS = newRegistry().all;

describe(`whatever is sent to a resource (on ${ENGINES.join(' and ')})`, () => {
  let players: readonly Player[];
  beforeAll(async () => {
    players = await Promise.all(ENGINES.map((engine) => Player.start(engine)));
    for (const player of players) await player.prepare();
  });
  afterAll(() => { if (process.env.FUZZ_STATS) console.log(JSON.stringify(stats), Object.entries(reasons).sort((a,b)=>b[1]-a[1]).slice(0,150)) });
  afterAll(() => Promise.all(players.map((player) => player.stop())));

  it('has a record of every model to start from', async () => {
    for (const player of players) expect(await player.fill()).toEqual([]);
  });

  it.each(MODELS.map(({ resource, table }) => ({ resource, table })))(
    '$resource answers in order',
    async ({ table }) => {
      const model = MODELS.find((each) => each.table === table)!;
      for (const player of players) await player.fill();
      const known = await players[0]!.known();
      await fc.assert(
        fc.asyncProperty(steps(model, known), async (sequence) => {
          const played: Outcome[][] = [];
          for (const player of players) played.push(await player.play(model, sequence));
          for (const outcomes of played) {
            if (process.env.FUZZ_STATS) for (const o of outcomes) { const k=o.shared.step+o.shared.status; stats[model.resource] ??= {}; stats[model.resource]![k] = (stats[model.resource]![k] ?? 0)+1; for (const f of o.shared.fields ?? []) reasons[model.resource+' '+f]=(reasons[model.resource+' '+f]??0)+1 }
            expect(outcomes.flatMap(({ faults }) => faults)).toEqual([]);
          }
          const [first, ...others] = played.map((outcomes) => outcomes.map(({ shared }) => shared));
          for (const other of others) expect(other).toEqual(first);
        }),
        { numRuns: RUNS, seed: SEED, endOnFailure: !process.env.FUZZ_SHRINK },
      );
    },
    120_000,
  );
});
