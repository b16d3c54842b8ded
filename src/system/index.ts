import type { ModelBundle } from '../models/index.js';
import { ApiAccess } from './api-access.entity.js';
import { ApiKey } from './api-key.entity.js';
import { CronJob } from './cron-job.entity.js';
import { EmailNotification } from './email-notification.entity.js';
import { LogMessage } from './log-message.entity.js';
import { PageFilter } from './page-filter.entity.js';
import { PageOption } from './page-option.entity.js';
import { Page } from './page.entity.js';
import { RoleAccess } from './role-access.entity.js';
import { RoleUser } from './role-user.entity.js';
import { Role } from './role.entity.js';
import { SentEmail } from './sent-email.entity.js';
import { StoredSettings } from './stored-settings.entity.js';
import { User } from './user.entity.js';
import { WorkEvent } from './work-event.entity.js';

export { ApiAccess, ApiKey, CronJob, EmailNotification, LogMessage, PageFilter, PageOption, Page, RoleAccess, RoleUser, Role, SentEmail, StoredSettings, User, WorkEvent };

/** The models of this folder and their rules. */
export const SYSTEM: ModelBundle = {
  entities: [ApiAccess, ApiKey, CronJob, EmailNotification, LogMessage, PageFilter, PageOption, Page, RoleAccess, RoleUser, Role, SentEmail, StoredSettings, User, WorkEvent],
  rules: [],
};
