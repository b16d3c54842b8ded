import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Incidents } from '../incidents/index.js';
import { ApiError } from '../kernel/errors/api-error.js';
import type { AuthorisedRequest } from './token.guard.js';
import type { Permission } from './key-store.js';

const VERBS: Readonly<Record<string, keyof Permission>> = {
  GET: 'get',
  HEAD: 'get',
  POST: 'post',
  PUT: 'put',
  PATCH: 'put',
  DELETE: 'delete',
};

/** A limited key that could write these would raise itself. */
const FOR_FULL_ACCESS = /^(?:apikeyes|apiaccess|users|settings|role.*)$/;

/** Lets a limited key do with each resource what its permissions say. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(private readonly incidents: Incidents) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<AuthorisedRequest>();
    const { resource } = request.apiPath;
    if (request.caller?.fullAccess || resource === '') return true;
    const verb = VERBS[request.method];
    const allowed = verb && request.key?.permissions.get(resource)?.[verb];
    if (!allowed) return this.refuse(request, 'forbidden');
    if (verb !== 'get' && FOR_FULL_ACCESS.test(resource)) {
      return this.refuse(request, 'full-access-required');
    }
    return true;
  }

  private async refuse(request: AuthorisedRequest, code: string): Promise<never> {
    await this.incidents.record(request.address, 'refused');
    throw new ApiError(403, code);
  }
}
