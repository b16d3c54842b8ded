import type { HeaderMap } from './answer.js';

/**
 * In characters. Clients and proxies refuse long headers, all of an answer's together at 8 to 16 kB;
 * whoever puts texts of clients or of records into one shortens them to less.
 */
export const LONGEST_HEADER = 2000;

/**
 * A link repeats the address that was asked for, so that it is as long as what the client and its
 * proxies take already.
 */
const LONGEST_LINK = 8000;

/** Those that fit. One that does not is left out: half a value would say something else. */
export function fittingHeaders(headers: HeaderMap): HeaderMap {
  const isLong = ([name, value]: [string, unknown]) =>
    String(value).length > (name === 'Link' ? LONGEST_LINK : LONGEST_HEADER);
  if (!Object.entries(headers).some(isLong)) return headers;
  return Object.fromEntries(Object.entries(headers).filter((header) => !isLong(header)));
}
