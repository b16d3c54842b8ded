import { Injectable } from '@nestjs/common';
import { refuse } from '../kernel/errors/problem.js';
import { ModelRules, type RecordTest } from '../models/index.js';
import { cutText } from './cut-text.js';
import { LogMessage } from './log-message.entity.js';

const LEVELS = ['critical', 'debug', 'error', 'info', 'notice', 'warning'];
const LONGEST_MESSAGE = 3000;

/** Messages of the log. What stands in the audit channel stays as it was written. */
@Injectable()
export class LogMessageRules extends ModelRules<LogMessage> {
  readonly model = LogMessage;

  override test(
    record: LogMessage,
    test: RecordTest<LogMessage>,
    before: Readonly<LogMessage> | null,
  ): void {
    if (before) keepAudit(before);
    test.escape('message', 'context', 'uri');
    if (typeof record.message === 'string') {
      record.message = cutText(record.message, LONGEST_MESSAGE);
    }
    if (!LEVELS.includes(record.level)) {
      refuse('invalid-log-level', 'level', {
        value: record.level ?? '',
        levels: LEVELS.join(', '),
      });
    }
    test.columns();
  }

  override beforeDelete(record: LogMessage): void {
    keepAudit(record);
  }
}

function keepAudit({ channel }: Readonly<LogMessage>): void {
  if (channel?.toLowerCase() === 'audit') refuse('audit-message-can-not-be-changed');
}
