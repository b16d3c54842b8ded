import { applyDecorators, UseGuards } from '@nestjs/common';
import { BanGuard, RateLimitGuard } from '../incidents/index.js';
import { ActivityInterceptor } from '../kernel/http/activity.interceptor.js';
import { AnswerInterceptor } from '../kernel/http/routes/answer.interceptor.js';
import { ForWrites } from '../kernel/http/routes/for-writes.js';
import { IdempotencyInterceptor } from '../kernel/idempotency/idempotency.interceptor.js';
import { EnabledGuard } from './enabled.guard.js';
import { PermissionGuard } from './permission.guard.js';
import { TokenGuard } from './token.guard.js';
import { VersionGuard } from './version.guard.js';

/** The checks of every request under `/api`, in the order of the specification. */
export const ApiChecks = () =>
  UseGuards(EnabledGuard, BanGuard, TokenGuard, RateLimitGuard, PermissionGuard, VersionGuard);

/** The checks; then writes are noted in the log, and may be repeated under an `Idempotency-Key`. */
export const ApiPipeline = () =>
  applyDecorators(
    ApiChecks(),
    ForWrites(ActivityInterceptor, IdempotencyInterceptor, AnswerInterceptor),
  );
