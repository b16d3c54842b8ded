import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import type { ApiRequest } from '../http/api-request.js';
import { Idempotency, IDEMPOTENCY_KEY } from './idempotency.js';

const WRITES: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Minds the header `Idempotency-Key` of writes. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly idempotency: Idempotency) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    if (request.headers[IDEMPOTENCY_KEY] === undefined || !WRITES.has(request.method)) {
      return next.handle();
    }
    return defer(() => this.idempotency.answer(request, () => lastValueFrom(next.handle())));
  }
}
