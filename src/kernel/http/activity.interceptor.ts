import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { tap, type Observable } from 'rxjs';
import { ActivityLog } from './activity-log.js';
import { Confirmation } from './answer.js';
import type { ApiRequest } from './api-request.js';

/** Notes the writes that were answered as done. It sees them when all is committed. */
@Injectable()
export class ActivityInterceptor implements NestInterceptor {
  constructor(private readonly activity: ActivityLog) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    // The repeat of an answer confirms nothing new, and is no confirmation.
    return next.handle().pipe(
      tap((answer: unknown) => {
        if (answer instanceof Confirmation) this.activity.confirmed(request, answer.text);
      }),
    );
  }
}
