import { Injectable } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';

type Hits = Awaited<ReturnType<ThrottlerStorage['increment']>>;

const MOST_KEYS = 100_000;

/**
 * Counts events per key over a sliding window, in the memory of this process. A key is blocked
 * while `limit` events are younger than the window, that is until the oldest of them leaves it.
 */
@Injectable()
export class SlidingWindowStorage implements ThrottlerStorage {
  private readonly events = new Map<string, number[]>();

  /** Counts an event, unless the key is blocked. Times go in as milliseconds, out as seconds. */
  increment(key: string, ttl: number, limit: number): Promise<Hits> {
    const blocked = this.blockedFor(key, ttl, limit);
    const times = this.young(key, ttl);
    if (blocked === 0) {
      times.push(Date.now());
      this.events.delete(key);
      this.events.set(key, times);
      this.forgetOldest();
    }
    return Promise.resolve({
      totalHits: times.length,
      timeToExpire: secondsUntil((times[0] ?? Date.now()) + ttl),
      isBlocked: blocked > 0,
      timeToBlockExpire: blocked,
    });
  }

  /** Seconds that the key is still blocked; 0 when it is not. */
  blockedFor(key: string, ttl: number, limit: number): number {
    if (!this.events.has(key)) return 0;
    const times = this.young(key, ttl);
    const deciding = times[times.length - limit];
    return deciding === undefined ? 0 : secondsUntil(deciding + ttl);
  }

  private young(key: string, ttl: number): number[] {
    const oldest = Date.now() - ttl;
    const times = (this.events.get(key) ?? []).filter((time) => time > oldest);
    if (times.length > 0) this.events.set(key, times);
    else this.events.delete(key);
    return times;
  }

  private forgetOldest(): void {
    for (const key of this.events.keys()) {
      if (this.events.size <= MOST_KEYS) return;
      this.events.delete(key);
    }
  }
}

function secondsUntil(time: number): number {
  return Math.max(1, Math.ceil((time - Date.now()) / 1000));
}
