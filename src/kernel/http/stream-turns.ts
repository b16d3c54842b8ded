import { ApiError } from '../errors/api-error.js';
import { Turns, type Turn } from '../turns.js';
import type { Caller } from './api-request.js';

/** One key leaves some of the turns that all have together (`Database.streams`) to the others. */
const MOST_OF_KEY = 8;
const PATIENCE_MS = 10_000;
const COME_BACK_S = '10';

/** How many long answers are sent to one key at a time. */
export class StreamTurns {
  private readonly byKey = new Map<number | null, Turns>();

  /** How many are being sent now. */
  get taken(): number {
    return [...this.byKey.values()].reduce((sum, { taken }) => sum + taken, 0);
  }

  /**
   * @param waits whether the answer may wait in line for some seconds
   * @throws ApiError 429 `too-many-streams`
   */
  async take(caller: Caller | undefined, waits: boolean): Promise<Turn> {
    const key = caller?.id ?? null;
    const turns = this.byKey.get(key) ?? new Turns(MOST_OF_KEY, PATIENCE_MS);
    this.byKey.set(key, turns);
    const turn = await turns.take(waits);
    if (!turn) {
      const params = { max: MOST_OF_KEY };
      throw new ApiError(429, 'too-many-streams', {
        params,
        headers: { 'Retry-After': COME_BACK_S },
      });
    }
    return () => {
      turn();
      if (turns.taken === 0) this.byKey.delete(key);
    };
  }
}
