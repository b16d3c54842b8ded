import type { HeaderMap } from './answer.js';

/**
 * In characters. Clients and proxies refuse long headers, all of an answer's together at 8 to 16 kB;
 * whoever puts texts of clients or of records into one shortens them to less.
 */
export const LONGEST_HEADER = 2000;

/** Those that fit. One that does not is left out: half a value would say something else. */
export function fittingHeaders(headers: HeaderMap): HeaderMap {
  const isLong = (value: string | number | null) => String(value).length > LONGEST_HEADER;
  if (!Object.values(headers).some(isLong)) return headers;
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => !isLong(value)));
}
