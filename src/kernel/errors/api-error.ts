import type { Problem } from './problem.js';

export interface ApiErrorOptions {
  readonly params?: Problem['params'];
  readonly problems?: readonly Problem[];
  /** The record that the reference sends along. */
  readonly data?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The text itself, where the specification fixes it. */
  readonly text?: string;
}

/**
 * An answer that is an error: the one filter turns it into the one envelope. It is for what is
 * about requests; the nouns throw `RuleError`s and `Refusal`s, which know no status.
 */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    /** Key of the message catalogue, and the `code` of the answer. */
    readonly code: string,
    readonly options: ApiErrorOptions = {},
  ) {
    super(code);
  }
}
