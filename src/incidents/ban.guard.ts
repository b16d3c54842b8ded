import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { tokenOf, type ApiRequest } from '../kernel/http/api-request.js';
import { Incidents } from './incidents.service.js';

/** Refuses addresses that were refused too often. */
@Injectable()
export class BanGuard implements CanActivate {
  constructor(private readonly incidents: Incidents) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    this.incidents.assertNotBanned(request.address, tokenOf(request) !== '');
    return true;
  }
}
