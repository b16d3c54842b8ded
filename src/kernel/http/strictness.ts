import type { Request } from 'express';
import { ApiError } from '../errors/api-error.js';

/** The header that says that a preference was followed (RFC 7240, 3). */
const APPLIED = { 'Preference-Applied': 'handling=strict' } as const;

/** More reasons than these help nobody. */
const MOST_NAMED = 100;

/**
 * Whether a client would rather be refused than have a part of its request ignored:
 * `Prefer: handling=strict` (RFC 7240, 4.4). Of several handlings the first one counts.
 */
export function isStrict({ headers }: Pick<Request, 'headers'>): boolean {
  const { prefer = '' } = headers;
  const preferences = [prefer].flat().join(',').toLowerCase().split(',');
  const handling = preferences
    .map((preference) => /^\s*handling\s*=\s*"?([a-z]+)"?\s*(?:;|$)/.exec(preference)?.[1])
    .find((value) => value !== undefined);
  return handling === 'strict';
}

/**
 * Lets pass what has no meaning in a request, unless its client wants none of it ignored.
 *
 * @param names fields of the body, or parameters of the query, that mean nothing
 * @throws ApiError 400 `ignored-names`, naming each
 */
export function refuseIgnored(request: Pick<Request, 'headers'>, names: Iterable<string>): void {
  if (!isStrict(request)) return;
  const problems = [...names]
    .slice(0, MOST_NAMED)
    .map((field) => ({ code: 'ignored-name', field }));
  if (problems.length === 0) return;
  throw new ApiError(400, 'ignored-names', { problems, headers: APPLIED });
}
