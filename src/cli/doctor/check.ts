/** What a check found: fine, worth knowing, or in the way. */
export type Status = 'ok' | 'warning' | 'failure';

export interface Check {
  readonly name: string;
  readonly status: Status;
  readonly message: string;
  /** What to do about it. */
  readonly advice?: string;
}

export function ok(name: string, message: string): Check {
  return { name, status: 'ok', message };
}

export function warning(name: string, message: string, advice: string): Check {
  return { name, status: 'warning', message, advice };
}

export function failure(name: string, message: string, advice: string): Check {
  return { name, status: 'failure', message, advice };
}

/** The first few of many names. */
export function some(names: readonly string[], most = 5): string {
  const rest = names.length - most;
  return names.slice(0, most).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
