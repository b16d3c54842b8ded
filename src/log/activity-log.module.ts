import { Global, Module } from '@nestjs/common';
import { ActivityLog } from '../kernel/http/activity-log.js';
import { LogRetention } from './log-retention.js';
import { LogWriter } from './log-writer.js';
import { RequestLog } from './request-log.js';

/** What requests came to, for who reads `logmessages`. */
@Global()
@Module({
  providers: [
    LogRetention,
    LogWriter,
    RequestLog,
    { provide: ActivityLog, useExisting: RequestLog },
  ],
  exports: [ActivityLog],
})
export class ActivityLogModule {}
