import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ApiError } from '../kernel/errors/api-error.js';
import { isApiVersion } from '../kernel/http/api-path.js';
import type { ApiRequest } from '../kernel/http/api-request.js';

/** Only version 3 exists. */
@Injectable()
export class VersionGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { version } = context.switchToHttp().getRequest<ApiRequest>().apiPath;
    if (version === '') throw new ApiError(400, 'api-version-not-found');
    if (!isApiVersion(version)) throw new ApiError(400, 'api-version-invalid');
    return true;
  }
}
