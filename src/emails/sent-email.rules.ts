import { Injectable } from '@nestjs/common';
import { ModelRules, type RecordTest } from '../models/index.js';
import { cutText } from '../kernel/text/cut-text.js';
import { SentEmail } from './sent-email.entity.js';

const LONGEST_BODY = 5000;
const ELLIPSIS = '...';

/** What is kept of an e-mail that went out: of a long text only the beginning. */
@Injectable()
export class SentEmailRules extends ModelRules<SentEmail> {
  readonly model = SentEmail;

  override validate(record: SentEmail, test: RecordTest<SentEmail>): void {
    test.emptyToNull('nick');
    test.escape('body', 'html', 'notification', 'subject');
    const { body } = record;
    if (body !== null && cutText(body, LONGEST_BODY) !== body) {
      record.body = cutText(body, LONGEST_BODY - ELLIPSIS.length) + ELLIPSIS;
    }
    test.columns();
  }
}
