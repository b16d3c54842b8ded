import type { ModelBundle } from '../models/index.js';
import { EmailNotification } from './email-notification.entity.js';
import { EmailNotificationRules } from './email-notification.rules.js';
import { SentEmail } from './sent-email.entity.js';
import { SentEmailRules } from './sent-email.rules.js';

export { EmailNotification, SentEmail };

/** The models of this folder and their rules. */
export const EMAILS: ModelBundle = {
  entities: [EmailNotification, SentEmail],
  rules: [EmailNotificationRules, SentEmailRules],
};
