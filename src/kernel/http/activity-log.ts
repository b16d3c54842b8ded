import type { ApiRequest } from './api-request.js';

/** An answer that is an error. */
export interface Failure {
  readonly status: number;
  /** The stable code of the answer. */
  readonly code: string;
  /** Its text, translated. */
  readonly message: string;
  /** What was thrown. */
  readonly cause: unknown;
}

/**
 * What came of requests, for the log that clients can read. Nothing here fails, and nothing is
 * waited for by who asks for something else.
 */
export abstract class ActivityLog {
  /** Notes that a write took effect and was answered with this text. */
  abstract confirmed(request: ApiRequest, message: string): void;

  abstract failed(request: ApiRequest, failure: Failure): void;

  /**
   * Whoever reads the log through a resource finds there what happened before: this resolves when
   * that is so. Undefined when there is nothing to wait for.
   */
  abstract caughtUp(resource: string): Promise<void> | undefined;
}
