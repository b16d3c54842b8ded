import { Injectable } from '@nestjs/common';
import { ModelRules, type RecordTest } from '../models/index.js';
import { EmailNotification } from './email-notification.entity.js';

/** Templates of e-mails; their body may hold HTML. */
@Injectable()
export class EmailNotificationRules extends ModelRules<EmailNotification> {
  readonly model = EmailNotification;

  override validate(_record: EmailNotification, test: RecordTest<EmailNotification>): void {
    test.escape('name', 'subject');
    test.columns();
  }
}
