import { Injectable } from '@nestjs/common';
import { isEmpty, ModelRules, type RecordTest } from '../models/index.js';
import { CronJob } from './cron-job.entity.js';

/** Scheduled jobs: while a run is in progress the job is not done. */
@Injectable()
export class CronJobRules extends ModelRules<CronJob> {
  readonly model = CronJob;

  override validate(record: CronJob, test: RecordTest<CronJob>): void {
    test.escape('jobname', 'pluginname');
    if (isEmpty(record.date)) record.date = test.context.now;
    test.emptyToNull('pluginname');
    const running = record.running ?? 0;
    if (running < 0) record.running = 0;
    if (running > 0) record.done = false;
    test.columns();
  }
}
