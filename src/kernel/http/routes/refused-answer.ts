import { ApiError } from '../../errors/api-error.js';
import { RuleError } from '../../errors/problem.js';
import { Refusal, type RefusalKind } from '../../errors/refusal.js';

/** The statuses that refusals are answered with, by their kind. */
export type Statuses = Readonly<Record<RefusalKind, number>>;

const USUAL: Statuses = {
  missing: 404,
  invalid: 400,
  unsaved: 400,
  duplicate: 400,
  undeletable: 400,
};

/**
 * What the nouns refuse as the answer that it comes to; undefined for any other error.
 *
 * @param own where a route answers otherwise than most
 */
export function refusedAnswer(error: unknown, own: Partial<Statuses> = {}): ApiError | undefined {
  if (error instanceof Refusal) {
    const { record, ...options } = error.details;
    const status = { ...USUAL, ...own }[error.kind];
    return new ApiError(status, error.code, { ...options, ...(record && { data: record }) });
  }
  if (error instanceof RuleError) {
    return new ApiError(USUAL.unsaved, 'record-save-error', { problems: error.problems });
  }
  return undefined;
}
