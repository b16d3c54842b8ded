import type { Problem } from '../kernel/errors/problem.js';
import type { Context } from '../models/index.js';
import { LogMessage } from './log-message.entity.js';

/** What has no entry in the ledger. */
export interface Unposted {
  /** How people call it. */
  readonly name: string;
  /** The model and key under which the warning is found. */
  readonly model: string;
  readonly key: number;
}

/** Warns that something has no entry in the ledger, and why; the books are checked for it. */
export async function warnUnposted(
  { name, model, key }: Unposted,
  { code, params, field }: Problem,
  context: Context,
): Promise<void> {
  const reason = context.text(code, { ...(field && { field }), ...params });
  await context.records.insert(LogMessage, {
    channel: 'master',
    level: 'warning',
    message: `${name}: ${reason}`,
    model,
    modelcode: String(key),
  });
}
