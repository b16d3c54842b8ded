import { ApiError } from '../../errors/api-error.js';

/** An address below `/api/3` that is none of ours. */
export function unknownResource(): ApiError {
  return new ApiError(404, 'api-resource-invalid');
}

/**
 * A method that a route does not answer.
 *
 * @param text one that clients know; null for that of the catalogue
 * @param allowed the methods that it answers
 */
export function wrongMethod(
  text: string | null = 'method-not-allowed',
  allowed: Iterable<string> = [],
): ApiError {
  const Allow = [...allowed].join(', ');
  return new ApiError(405, 'method-not-allowed', {
    ...(text !== null && { text }),
    ...(Allow !== '' && { headers: { Allow } }),
  });
}
