import { Module, type DynamicModule } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';
import { CONFIG, type Config } from '../kernel/config/config.js';
import { BanGuard } from './ban.guard.js';
import { Incidents } from './incidents.service.js';
import { KeyThrottler, RateLimitGuard } from './rate-limit.guard.js';
import { SlidingWindowStorage } from './sliding-window.storage.js';

/** Refused attempts, bans and request limits. */
@Module({})
export class IncidentsModule {
  /** @param storage what has been counted, longer than this module lives */
  static forRoot(storage: SlidingWindowStorage): DynamicModule {
    return {
      module: IncidentsModule,
      global: true,
      imports: [
        ThrottlerModule.forRootAsync({
          inject: [CONFIG],
          useFactory: ({ rateLimit }: Config) => ({
            throttlers: [
              { ttl: (rateLimit?.seconds ?? 60) * 1000, limit: rateLimit?.requests ?? 1 },
            ],
            storage,
          }),
        }),
      ],
      providers: [
        { provide: SlidingWindowStorage, useValue: storage },
        Incidents,
        BanGuard,
        KeyThrottler,
        RateLimitGuard,
      ],
      exports: [Incidents, BanGuard, KeyThrottler, RateLimitGuard, SlidingWindowStorage],
    };
  }
}
