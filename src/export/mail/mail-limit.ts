import { Inject, Injectable } from '@nestjs/common';
import { SlidingWindowStorage } from '../../incidents/index.js';
import { CONFIG, type Config } from '../../kernel/config/config.js';
import { ApiError } from '../../kernel/errors/api-error.js';
import type { Caller } from '../../kernel/http/api-request.js';

const HOUR_SECONDS = 3600;
const HOUR_MS = HOUR_SECONDS * 1000;

/**
 * How many mails a key may send in an hour (`MAIL_LIMIT`), each addressee being one: whoever may read
 * documents may mail them to anybody.
 */
@Injectable()
export class MailLimit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly storage: SlidingWindowStorage,
  ) {}

  /**
   * Counts the mails of a request, all of them or none.
   *
   * @throws ApiError 429 `mail-limit-reached` with `Retry-After`
   */
  async take(caller: Caller | undefined, mails: number): Promise<void> {
    const { mailLimit: max } = this.config;
    const key = `mail ${caller?.id ?? 'configured key'}`;
    // So many earlier ones leave no room for these.
    const tooMany = max - mails + 1;
    const wait = tooMany > 0 ? this.storage.blockedFor(key, HOUR_MS, tooMany) : HOUR_SECONDS;
    if (wait > 0) {
      const headers = { 'Retry-After': String(wait) };
      throw new ApiError(429, 'mail-limit-reached', { params: { max }, headers });
    }
    for (let left = mails; left > 0; left -= 1) await this.storage.increment(key, HOUR_MS, max);
  }
}
