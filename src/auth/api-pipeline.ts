import { UseGuards } from '@nestjs/common';
import { BanGuard, RateLimitGuard } from '../incidents/index.js';
import { EnabledGuard } from './enabled.guard.js';
import { PermissionGuard } from './permission.guard.js';
import { TokenGuard } from './token.guard.js';
import { VersionGuard } from './version.guard.js';

/** The checks of every request under `/api`, in the order of the specification. */
export const ApiPipeline = () =>
  UseGuards(EnabledGuard, BanGuard, TokenGuard, RateLimitGuard, PermissionGuard, VersionGuard);
