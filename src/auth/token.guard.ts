import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Incidents } from '../incidents/index.js';
import { CONFIG, type Config } from '../kernel/config/config.js';
import { ApiError } from '../kernel/errors/api-error.js';
import { tokenOf, type ApiRequest } from '../kernel/http/api-request.js';
import { KeyActivity } from './key-activity.js';
import { KeyStore, sameBytes, type StoredKey } from './key-store.js';

/** The caller as the permission guard needs it. */
export interface AuthorisedRequest extends ApiRequest {
  key?: StoredKey;
}

/** Recognises the caller by its key, and stamps the use of a limited one. */
@Injectable()
export class TokenGuard implements CanActivate {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly keys: KeyStore,
    private readonly activity: KeyActivity,
    private readonly incidents: Incidents,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<AuthorisedRequest>();
    const token = tokenOf(request);
    if (this.config.apiKey !== null && sameBytes(token, this.config.apiKey)) {
      request.caller = { id: null, fullAccess: true };
      return true;
    }
    return this.recognise(request, token);
  }

  private async recognise(request: AuthorisedRequest, token: string): Promise<boolean> {
    const key = await this.keys.find(token);
    if (!key) {
      await this.incidents.record(request.address, token === '' ? 'no-token' : 'refused');
      throw new ApiError(401, 'auth-token-invalid');
    }
    request.caller = { id: key.id, fullAccess: key.fullAccess };
    request.key = key;
    if (!key.fullAccess) await this.activity.stamp(key.id, request.address);
    return true;
  }
}
