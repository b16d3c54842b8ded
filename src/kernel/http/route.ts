import { ApiError } from '../errors/api-error.js';

/**
 * The path of a route of its own below `/api/3`, at any depth: what is no route of ours below the
 * name is answered as an unknown resource.
 */
export function route(name: string): string {
  return `api/:version/${name}{/*rest}`;
}

/** A method that a route does not answer; the text is one that clients know. */
export function wrongMethod(text = 'method-not-allowed'): ApiError {
  return new ApiError(405, 'method-not-allowed', { text });
}
