import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { tap, type Observable } from 'rxjs';
import { ActivityLog } from './activity-log.js';
import { Answer } from './answer.js';
import type { ApiRequest } from './api-request.js';

/** How the answer to a write begins that took effect on a record. */
const CONFIRMATION = /^\{"ok":("(?:[^"\\]|\\.)*")/;

/** Notes the writes that were answered as done. It sees them when all is committed. */
@Injectable()
export class ActivityInterceptor implements NestInterceptor {
  constructor(private readonly activity: ActivityLog) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    return next.handle().pipe(tap((answer: unknown) => this.note(request, answer)));
  }

  private note(request: ApiRequest, answer: unknown): void {
    if (!(answer instanceof Answer) || typeof answer.body !== 'string') return;
    // A repeat has no effect of its own.
    if (answer.status >= 400 || 'Idempotent-Replayed' in answer.headers) return;
    const text = CONFIRMATION.exec(answer.body)?.[1];
    if (text !== undefined) this.activity.confirmed(request, JSON.parse(text) as string);
  }
}
