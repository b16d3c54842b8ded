/** Why a request was refused before any rule saw it; each is also a translation key. */
export type RequestErrorCode =
  | 'body-too-large'
  | 'invalid-encoding'
  | 'invalid-json'
  | 'invalid-multipart'
  | 'request-aborted'
  | 'too-deep'
  | 'too-many-fields'
  | 'unsupported-encoding';

/** A request that cannot be read: the client's mistake, never ours, so never a 5xx. */
export class RequestError extends Error {
  constructor(
    readonly status: 400 | 408 | 411 | 413 | 414 | 415,
    readonly code: RequestErrorCode,
    readonly field?: string,
  ) {
    super(field === undefined ? code : `${code}: ${field}`);
    this.name = 'RequestError';
  }
}
