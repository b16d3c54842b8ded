import type { ModelBundle } from '../models/index.js';
import { ApiAccess } from './api-access.entity.js';
import { ApiKey } from './api-key.entity.js';
import { ApiKeyRules } from './api-key.rules.js';
import { CronJob } from './cron-job.entity.js';
import { CronJobRules } from './cron-job.rules.js';
import { EmailNotification } from './email-notification.entity.js';
import { EmailNotificationRules } from './email-notification.rules.js';
import { LogMessage } from './log-message.entity.js';
import { LogMessageRules } from './log-message.rules.js';
import { PageFilter } from './page-filter.entity.js';
import { PageFilterRules } from './page-filter.rules.js';
import { PageOption } from './page-option.entity.js';
import { PageOptionRules } from './page-option.rules.js';
import { Page } from './page.entity.js';
import { PageRules } from './page.rules.js';
import { RoleAccess } from './role-access.entity.js';
import { RoleUser } from './role-user.entity.js';
import { RoleUserRules } from './role-user.rules.js';
import { Role } from './role.entity.js';
import { RoleRules } from './role.rules.js';
import { SentEmail } from './sent-email.entity.js';
import { SentEmailRules } from './sent-email.rules.js';
import { StoredSettings } from './stored-settings.entity.js';
import { StoredSettingsRules } from './stored-settings.rules.js';
import { User } from './user.entity.js';
import { UserRules } from './user.rules.js';
import { WorkEvent } from './work-event.entity.js';
import { WorkEventRules } from './work-event.rules.js';

export { ActivityLogModule } from './activity-log.module.js';
export {
  ApiAccess,
  ApiKey,
  CronJob,
  EmailNotification,
  LogMessage,
  PageFilter,
  PageOption,
  Page,
  RoleAccess,
  RoleUser,
  Role,
  SentEmail,
  StoredSettings,
  User,
  WorkEvent,
};
export { warnUnposted } from './unposted-warning.js';
export { visibleProperties } from './settings-properties.js';

/** The models of this folder and their rules. */
export const SYSTEM: ModelBundle = {
  entities: [
    ApiAccess,
    ApiKey,
    CronJob,
    EmailNotification,
    LogMessage,
    PageFilter,
    PageOption,
    Page,
    RoleAccess,
    RoleUser,
    Role,
    SentEmail,
    StoredSettings,
    User,
    WorkEvent,
  ],
  rules: [
    ApiKeyRules,
    CronJobRules,
    EmailNotificationRules,
    LogMessageRules,
    PageFilterRules,
    PageOptionRules,
    PageRules,
    RoleUserRules,
    RoleRules,
    SentEmailRules,
    StoredSettingsRules,
    UserRules,
    WorkEventRules,
  ],
};
