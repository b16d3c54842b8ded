import { applyDecorators, UseGuards } from '@nestjs/common';
import { BanGuard, RateLimitGuard } from '../incidents/index.js';
import { SafeRepeats } from '../kernel/idempotency/safe-repeats.js';
import { EnabledGuard } from './enabled.guard.js';
import { PermissionGuard } from './permission.guard.js';
import { TokenGuard } from './token.guard.js';
import { VersionGuard } from './version.guard.js';

/**
 * The checks of every request under `/api`, in the order of the specification; then writes may be
 * repeated under an `Idempotency-Key`.
 */
export const ApiPipeline = () =>
  applyDecorators(
    UseGuards(EnabledGuard, BanGuard, TokenGuard, RateLimitGuard, PermissionGuard, VersionGuard),
    SafeRepeats(),
  );
