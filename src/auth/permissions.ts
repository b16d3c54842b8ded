import { Injectable } from '@nestjs/common';
import { Incidents } from '../incidents/index.js';
import { ApiError } from '../kernel/errors/api-error.js';
import type { Permission } from './key-store.js';
import type { AuthorisedRequest } from './token.guard.js';

/** What the key of a request may do with a resource. */
@Injectable()
export class Permissions {
  constructor(private readonly incidents: Incidents) {}

  allows({ caller, key }: AuthorisedRequest, resource: string, verb: keyof Permission): boolean {
    if (caller?.fullAccess) return true;
    return key?.permissions.get(resource)?.[verb] ?? false;
  }

  /**
   * For answers that show records of other resources than the one in the address.
   *
   * @throws ApiError 403 `forbidden`, as a GET of each of the resources would be
   */
  async assertReadable(request: AuthorisedRequest, resources: Iterable<string>): Promise<void> {
    for (const resource of resources) {
      if (!this.allows(request, resource, 'get')) await this.refuse(request, 'forbidden');
    }
  }

  /** @throws ApiError 403 with the code; it counts towards a ban of the address */
  async refuse({ address }: AuthorisedRequest, code: string): Promise<never> {
    await this.incidents.record(address, 'refused');
    throw new ApiError(403, code);
  }
}
