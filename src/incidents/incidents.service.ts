import { Injectable } from '@nestjs/common';
import { ApiError } from '../kernel/errors/api-error.js';
import { networkOf } from '../kernel/http/client-address.js';
import { SlidingWindowStorage } from './sliding-window.storage.js';

/** Five refusals within ten minutes ban an address until the oldest of them is that old. */
const LIMIT = 5;
const WINDOW_MS = 600_000;

/**
 * Refused attempts, by the network of the client. Wrong tokens and forbidden resources ban the whole address; requests without
 * any token are counted apart and only ban further requests without one, for a browser that opens
 * the address must not lock out the integrations behind the same router.
 */
@Injectable()
export class Incidents {
  constructor(private readonly storage: SlidingWindowStorage) {}

  async record(address: string, kind: 'refused' | 'no-token'): Promise<void> {
    await this.storage.increment(`${kind} ${networkOf(address)}`, WINDOW_MS, LIMIT);
  }

  /** @throws ApiError 429 `ip-banned` with `Retry-After` */
  assertNotBanned(address: string, hasToken: boolean): void {
    const network = networkOf(address);
    const seconds = Math.max(
      this.storage.blockedFor(`refused ${network}`, WINDOW_MS, LIMIT),
      hasToken ? 0 : this.storage.blockedFor(`no-token ${network}`, WINDOW_MS, LIMIT),
    );
    if (seconds === 0) return;
    throw new ApiError(429, 'ip-banned', { headers: { 'Retry-After': String(seconds) } });
  }
}
