import { Injectable } from '@nestjs/common';
import { refuse } from '../kernel/errors/problem.js';
import { ModelRules, type RecordTest } from '../models/index.js';
import { cutText } from '../kernel/text/cut-text.js';
import { LogMessage } from './log-message.entity.js';
import { storedContext } from './log-context.js';
import { logUri, LONGEST_MESSAGE } from './log-row.js';

const LEVELS = ['critical', 'debug', 'error', 'info', 'notice', 'warning'];

/** Messages of the log. What stands in the audit channel stays as it was written. */
@Injectable()
export class LogMessageRules extends ModelRules<LogMessage> {
  readonly model = LogMessage;

  override validate(
    record: LogMessage,
    test: RecordTest<LogMessage>,
    before: Readonly<LogMessage> | null,
  ): void {
    if (before) keepAudit(before);
    else stamp(record, test);
    if (record.context !== null) record.context = storedContext(record.context);
    test.escape('message', 'uri');
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

/** Says which request made rules write the message; what a client writes itself is its own. */
function stamp(record: LogMessage, { context, sent }: RecordTest<LogMessage>): void {
  const { origin } = context;
  if (!origin || sent.columns.size > 0) return;
  record.ip ??= origin.address;
  record.uri ??= logUri(origin.uri);
  record.context = withKey(record.context, origin.keyId);
}

/** Rules write objects; whatever else stands there stays. */
function withKey(context: string | null, apikey: number | null): string | null {
  try {
    return JSON.stringify({ ...(JSON.parse(context ?? '{}') as object), apikey });
  } catch {
    return context;
  }
}
