import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  InjectThrottlerOptions,
  InjectThrottlerStorage,
  ThrottlerGuard,
  type ThrottlerModuleOptions,
  type ThrottlerStorage,
} from '@nestjs/throttler';
import { CONFIG, type Config } from '../kernel/config/config.js';
import { ApiError } from '../kernel/errors/api-error.js';
import type { ApiRequest } from '../kernel/http/api-request.js';

/** Counts the requests of each key, and refuses those beyond the limit. */
@Injectable()
export class KeyThrottler extends ThrottlerGuard {
  protected override headerPrefix = 'RateLimit';

  constructor(
    @InjectThrottlerOptions() options: ThrottlerModuleOptions,
    @InjectThrottlerStorage() storage: ThrottlerStorage,
    reflector: Reflector,
  ) {
    super(options, storage, reflector);
  }

  protected override getTracker(request: ApiRequest): Promise<string> {
    return Promise.resolve(String(request.caller?.id ?? 'configured key'));
  }

  protected override generateKey(_context: ExecutionContext, tracker: string): string {
    return `key ${tracker}`;
  }

  protected override throwThrottlingException(
    _context: ExecutionContext,
    { limit, timeToBlockExpire }: { limit: number; timeToBlockExpire: number },
  ): Promise<void> {
    throw new ApiError(429, 'rate-limited', {
      headers: {
        'Retry-After': String(timeToBlockExpire),
        'RateLimit-Limit': String(limit),
        'RateLimit-Remaining': '0',
        'RateLimit-Reset': String(timeToBlockExpire),
      },
    });
  }
}

/** The optional limit of requests for each key (`RATE_LIMIT`); free where none is set. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  private readonly enabled: boolean;

  constructor(
    private readonly throttler: KeyThrottler,
    @Inject(CONFIG) config: Config,
  ) {
    this.enabled = config.rateLimit !== null;
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    return this.enabled ? this.throttler.canActivate(context) : true;
  }
}
