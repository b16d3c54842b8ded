import type { ModelBundle } from '../models/index.js';
import { LogMessage } from './log-message.entity.js';
import { LogMessageRules } from './log-message.rules.js';

export { LogMessage };
export { ActivityLogModule } from './activity-log.module.js';
export { warnUnposted } from './unposted-warning.js';

/** The models of this folder and their rules. */
export const LOG: ModelBundle = {
  entities: [LogMessage],
  rules: [LogMessageRules],
};
