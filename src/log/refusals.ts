import type { LogEntry } from './log-row.js';

/** So many different ones are told apart; whoever sends more kinds of them wants the log full. */
const MOST_KINDS = 200;

/**
 * Requests that were refused entry, added up: whoever is refused a thousand times leaves one message
 * and the number, so that nobody can fill the log from outside.
 */
export class Refusals {
  private readonly counts = new Map<string, { readonly entry: LogEntry; count: number }>();

  /** @param kind what makes two refusals the same */
  add(kind: string, entry: LogEntry): void {
    const isOneTooMany = !this.counts.has(kind) && this.counts.size >= MOST_KINDS;
    const known = this.counts.get(isOneTooMany ? '' : kind);
    if (known) known.count += 1;
    else if (isOneTooMany) {
      const { address: _address, uri: _uri, context: _context, ...nobodys } = entry;
      this.counts.set('', { entry: { ...nobodys, context: {} }, count: 1 });
    } else this.counts.set(kind, { entry, count: 1 });
  }

  /** What has been added up, each with its `count`, which begins anew. */
  take(): LogEntry[] {
    const entries = [...this.counts.values()].map(({ entry, count }) => ({
      ...entry,
      context: { ...entry.context, count },
    }));
    this.counts.clear();
    return entries;
  }
}
