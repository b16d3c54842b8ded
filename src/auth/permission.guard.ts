import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Permission } from './key-store.js';
import { Permissions } from './permissions.js';
import type { AuthorisedRequest } from './token.guard.js';

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
  constructor(private readonly permissions: Permissions) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<AuthorisedRequest>();
    const { resource } = request.apiPath;
    if (request.caller?.fullAccess || resource === '') return true;
    const verb = VERBS[request.method];
    if (!verb || !this.permissions.allows(request, resource, verb)) {
      return this.permissions.refuse(request, 'forbidden');
    }
    if (verb !== 'get' && FOR_FULL_ACCESS.test(resource)) {
      return this.permissions.refuse(request, 'full-access-required');
    }
    return true;
  }
}
