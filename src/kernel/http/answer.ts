/** Headers of every answer under `/api`; a browser client may read them all. */
export const COMMON_HEADERS: Readonly<Record<string, string>> = {
  'Strict-Transport-Security': 'max-age=31536000',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
  'X-XSS-Protection': '1; mode=block',
  'Cache-Control': 'private, no-cache, must-revalidate',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE, PATCH, OPTIONS',
  'Access-Control-Expose-Headers':
    'X-Total-Count, X-Core-Version, Content-Disposition, X-Ignored-Fields, Link, ETag, ' +
    'Preference-Applied, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Idempotent-Replayed',
};

export type HeaderMap = Readonly<Record<string, string | number | null>>;

/**
 * A whole answer, sent as it is: a text or bytes, or the pieces of what is too long to hold. It is
 * JSON unless its headers say otherwise; a header of null takes a common one away.
 */
export class Answer {
  constructor(
    readonly status: number,
    readonly body: string | Uint8Array | AsyncIterable<string | Uint8Array>,
    readonly headers: HeaderMap = {},
  ) {}

  /** Any value as JSON. */
  static of(value: unknown, status = 200, headers?: HeaderMap): Answer {
    return new Answer(status, JSON.stringify(value), headers);
  }
}

/** `{"ok": …, "data": …}`: something was done, which is noted in the log. */
export class Confirmation extends Answer {
  /**
   * @param text what it says, in the language of the caller
   * @param members what follows it, as the JSON of an object that is not empty
   */
  constructor(
    readonly text: string,
    members: string,
    headers: HeaderMap = {},
  ) {
    super(200, `{"ok":${JSON.stringify(text)},${members.slice(1)}`, headers);
  }
}
