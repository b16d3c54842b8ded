import { Module } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';
import { CONFIG, type Config } from '../kernel/config/config.js';
import { BanGuard } from './ban.guard.js';
import { Incidents } from './incidents.service.js';
import { KeyThrottler, RateLimitGuard } from './rate-limit.guard.js';
import { SlidingWindowStorage } from './sliding-window.storage.js';

/** Refused attempts, bans and request limits. */
@Module({
  imports: [
    ThrottlerModule.forRootAsync({
      inject: [CONFIG],
      useFactory: ({ rateLimit }: Config) => ({
        throttlers: [{ ttl: (rateLimit?.seconds ?? 60) * 1000, limit: rateLimit?.requests ?? 1 }],
        storage: new SlidingWindowStorage(),
      }),
    }),
  ],
  providers: [SlidingWindowStorage, Incidents, BanGuard, KeyThrottler, RateLimitGuard],
  exports: [Incidents, BanGuard, KeyThrottler, RateLimitGuard],
})
export class IncidentsModule {}
