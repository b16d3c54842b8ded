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
    'X-Total-Count, X-Core-Version, Content-Disposition, X-Ignored-Fields, X-Ignored-Parameters, ' +
    'X-Warnings, Link, ETag, Preference-Applied, Retry-After, RateLimit-Limit, ' +
    'RateLimit-Remaining, RateLimit-Reset, Idempotent-Replayed',
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

  /** The same with further headers. */
  with(headers: HeaderMap): Answer {
    return new Answer(this.status, this.body, { ...this.headers, ...headers });
  }

  /** Any value as JSON. */
  static of(value: unknown, status = 200, headers?: HeaderMap): Answer {
    return new Answer(status, JSON.stringify(value), headers);
  }
}

type Pieces = AsyncIterable<string | Uint8Array>;

/**
 * A long answer, whose pieces are read from the database while its reader takes them: one key gets
 * only some at a time.
 */
export class StreamedAnswer extends Answer {
  /** @param isBegun whether the database is being read already, so that nobody may wait with it */
  constructor(
    private readonly pieces: Pieces,
    headers: HeaderMap,
    readonly isBegun = false,
  ) {
    super(200, pieces, headers);
  }

  override with(headers: HeaderMap): StreamedAnswer {
    return new StreamedAnswer(this.pieces, { ...this.headers, ...headers }, this.isBegun);
  }

  /** Gives back what is behind the pieces when nobody reads them. */
  async leave(): Promise<void> {
    if (this.isBegun) await this.pieces[Symbol.asyncIterator]().return?.();
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
