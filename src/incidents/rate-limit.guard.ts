import { Inject, Injectable, type ExecutionContext } from '@nestjs/common';
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

/** The optional limit of requests for each key (`RATE_LIMIT`). */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  protected override headerPrefix = 'RateLimit';
  private readonly enabled: boolean;

  constructor(
    @InjectThrottlerOptions() options: ThrottlerModuleOptions,
    @InjectThrottlerStorage() storage: ThrottlerStorage,
    reflector: Reflector,
    @Inject(CONFIG) config: Config,
  ) {
    super(options, storage, reflector);
    this.enabled = config.rateLimit !== null;
  }

  // Without a limit every request would pay for finding that out.
  override canActivate(context: ExecutionContext): Promise<boolean> {
    return this.enabled ? super.canActivate(context) : (true as unknown as Promise<boolean>);
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
