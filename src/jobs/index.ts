import type { ModelBundle } from '../models/index.js';
import { CronJob } from './cron-job.entity.js';
import { CronJobRules } from './cron-job.rules.js';
import { WorkEvent } from './work-event.entity.js';
import { WorkEventRules } from './work-event.rules.js';

export { CronJob, WorkEvent };

/** The models of this folder and their rules. */
export const JOBS: ModelBundle = {
  entities: [CronJob, WorkEvent],
  rules: [CronJobRules, WorkEventRules],
};
