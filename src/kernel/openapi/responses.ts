import { ref, type Header, type Ref, type Response, type Schema } from './openapi-types.js';

type Headers = Readonly<Record<string, Header | Ref>>;

/** The headers of every answer to a key whose requests are limited. */
export const RATE_LIMIT = headers('RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset');

/** Codes of requests that can not be read, whether they have a body or not. */
export const UNREADABLE: readonly string[] = [
  'bad-request',
  'invalid-encoding',
  'too-many-fields',
  'too-deep',
];

/** Codes of bodies that can not be read, and of an `Idempotency-Key` that is none. */
export const UNREADABLE_BODY: readonly string[] = [
  ...['invalid-json', 'invalid-multipart', 'invalid-idempotency-key'],
  ...UNREADABLE,
];

/** What an example of an error says, beside its first code. */
export interface ErrorSample {
  readonly text: string;
  readonly details?: readonly {
    readonly field?: string;
    readonly code: string;
    readonly message: string;
  }[];
}

/** The refusals that every request below `/api` can meet, beside its own. */
export function refusals(own: Readonly<Record<string, string>> = {}): Record<string, Ref> {
  const names = {
    401: 'Unauthorized',
    403: 'Forbidden',
    409: 'ApiDisabled',
    429: 'TooManyRequests',
    ...own,
    default: 'OtherError',
  };
  return Object.fromEntries(
    Object.entries(names).map(([status, name]) => [status, ref('responses', name)]),
  );
}

/** An answer as JSON. */
export function answer(description: string, schema: Schema, headers: Headers = {}): Response {
  return { description, headers, content: { 'application/json': { schema } } };
}

/** The answer to a write that was done, by a route that reads no fields but its own. */
export function written(description: string, schema: Schema): Response {
  return answer(description, schema, { ...headers('Idempotent-Replayed'), ...RATE_LIMIT });
}

/** An error that can have these codes; the first one is that of the example. */
export function refusal(
  description: string,
  codes: readonly string[],
  { headers, sample }: { readonly headers?: Headers; readonly sample?: ErrorSample } = {},
): Response {
  const schema: Schema = {
    allOf: [ref('schemas', 'Error')],
    properties: { code: { enum: codes } },
  };
  return {
    description,
    ...(headers && { headers }),
    content: {
      'application/json': {
        schema,
        example: errorExample(sample ?? { text: description.replaceAll('`', '') }, codes),
      },
    },
  };
}

function errorExample({ text, details }: ErrorSample, [code]: readonly string[]): unknown {
  return { status: 'error', error: text, message: text, code, ...(details && { details }) };
}

/** Shared headers of the document, by their names. */
export function headers(...names: readonly string[]): Headers {
  return Object.fromEntries(names.map((name) => [name, ref('headers', name)]));
}
