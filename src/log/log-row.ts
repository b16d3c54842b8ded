import { escapeText } from '../kernel/text/escape.js';
import { cutText } from '../kernel/text/cut-text.js';
import { storedContext } from './log-context.js';
import type { LogMessage } from './log-message.entity.js';

/** The most characters that a message of the log has. */
export const LONGEST_MESSAGE = 3000;
const LONGEST_URI = 200;

/** A message of the log that is not stored yet; what it lacks is null. */
export type LogRow = Pick<
  LogMessage,
  'channel' | 'context' | 'ip' | 'level' | 'message' | 'time' | 'uri'
>;

export interface LogEntry {
  readonly channel: string;
  readonly level: string;
  /** Any text. */
  readonly message: string;
  readonly time: string;
  readonly context: Readonly<Record<string, unknown>>;
  /** Of the request that led to it, if one did. */
  readonly address?: string;
  readonly uri?: string;
}

/** An entry as the table has room for it. */
export function logRow({ channel, level, message, time, ...more }: LogEntry): LogRow {
  const { context, address, uri } = more;
  return {
    channel,
    context: storedContext(JSON.stringify(context)),
    ip: address ?? null,
    level,
    message: cutText(storable(message), LONGEST_MESSAGE),
    time,
    uri: uri === undefined ? null : logUri(uri),
  };
}

/** The path of a request as the log has room for it. */
export function logUri(path: string): string {
  return cutText(storable(path), LONGEST_URI);
}

/** What a client sent comes back in messages; not all of it is a text that a database takes. */
function storable(text: string): string {
  return escapeText(text.replaceAll('\0', '').toWellFormed());
}
