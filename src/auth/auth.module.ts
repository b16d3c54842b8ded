import { Global, Module } from '@nestjs/common';
import { EnabledGuard } from './enabled.guard.js';
import { KeyActivity } from './key-activity.js';
import { KeyStore } from './key-store.js';
import { PermissionGuard } from './permission.guard.js';
import { Permissions } from './permissions.js';
import { PreflightController } from './preflight.controller.js';
import { TokenGuard } from './token.guard.js';
import { VersionGuard } from './version.guard.js';

/** Who may call what: keys, permissions, versions. Every controller of the API asks it. */
@Global()
@Module({
  controllers: [PreflightController],
  providers: [
    KeyStore,
    KeyActivity,
    EnabledGuard,
    TokenGuard,
    Permissions,
    PermissionGuard,
    VersionGuard,
  ],
  exports: [
    KeyStore,
    KeyActivity,
    EnabledGuard,
    TokenGuard,
    Permissions,
    PermissionGuard,
    VersionGuard,
  ],
})
export class AuthModule {}
