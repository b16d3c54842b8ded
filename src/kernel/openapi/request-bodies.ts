import type { MediaType, RequestBody } from './openapi-types.js';

/** The refusals of whatever reads a body, for `refusals`. */
export const BODY_REFUSALS = { 413: 'BodyTooLarge', 415: 'UnsupportedEncoding' } as const;

/** A body in the three encodings; `form` where forms look otherwise than JSON. */
export function encodings(json: MediaType, form: MediaType = json): RequestBody['content'] {
  return {
    'application/json': json,
    'application/x-www-form-urlencoded': form,
    'multipart/form-data': form,
  };
}
