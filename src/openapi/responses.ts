import { ref, type Response } from '../kernel/openapi/openapi-types.js';
import {
  answer,
  headers,
  RATE_LIMIT,
  refusal,
  UNREADABLE,
  UNREADABLE_BODY,
} from '../kernel/openapi/responses.js';
import type { ModelDefinition } from '../models/index.js';

/** Answers that are the same for all resources: every refusal, and a few that are none. */
export const SHARED_RESPONSES: Readonly<Record<string, Response>> = {
  ApiDisabled: refusal('The API is disabled', ['api-disabled']),
  BodyTooLarge: refusal('The body is larger than the server takes', ['body-too-large']),
  Columns: answer(
    'The columns of the resource in their order',
    { type: 'object', additionalProperties: ref('schemas', 'SchemaColumn') },
    RATE_LIMIT,
  ),
  Forbidden: refusal('The key may not do this', ['forbidden', 'full-access-required']),
  KeyReused: refusal('The `Idempotency-Key` was sent with another request', [
    'idempotency-key-reused',
  ]),
  ListRefused: refusal(
    'A filter or order by what is no column, a value that its column can not have, or a cursor ' +
      'of another list; with `Prefer: handling=strict` any parameter that means nothing',
    [
      ...['fields-not-allowed', 'invalid-filter', 'invalid-cursor', 'too-many-filters'],
      ...['invalid-expand', 'invalid-parameters'],
      ...UNREADABLE,
    ],
  ),
  NotDeleted: refusal('A rule or other records keep the record; `details` says why', [
    ...['record-deleted-error', 'invalid-idempotency-key', 'bad-request'],
  ]),
  NotFound: refusal('There is no such record', ['record-not-found']),
  NotModified: {
    description: 'The record is the one that `If-None-Match` names',
    headers: headers('ETag'),
  },
  NotSaved: refusal(
    'Nothing was saved: `details` says what is wrong by field, `data` shows the record as far as ' +
      'it came, or the one that exists already, and where that is changed',
    ['record-save-error', 'duplicate-record', 'no-data-received-form', ...UNREADABLE_BODY],
  ),
  NotNow: refusal(
    'The first request with the `Idempotency-Key` is still running, or the API is disabled',
    ['idempotency-key-in-use', 'api-disabled'],
    { headers: headers('Retry-After') },
  ),
  OtherError: refusal(
    'A method that the path does not have (405), a fault of the server (500), a database that can ' +
      'not be asked or takes too long (503, with `Retry-After`), or a full disk (507)',
    [
      ...['method-not-allowed', 'api-error', 'database-unavailable', 'statement-timeout'],
      'storage-full',
    ],
  ),
  ReadRefused: refusal(
    'With `Prefer: handling=strict`: a parameter that means nothing, or whose value does not',
    ['invalid-parameters', ...UNREADABLE],
  ),
  Resources: answer('The names of all resources', ref('schemas', 'ResourceList'), RATE_LIMIT),
  TooManyRequests: refusal(
    'The address is banned, the key has made its requests, or reads as many long lists as it may',
    ['ip-banned', 'rate-limited', 'too-many-streams'],
    { headers: { ...headers('Retry-After'), ...RATE_LIMIT } },
  ),
  Unauthorized: refusal('The key is missing, unknown or disabled', ['auth-token-invalid']),
  UnsupportedEncoding: refusal('The `Content-Encoding` or character set of the body is unknown', [
    'unsupported-encoding',
  ]),
};

/** What answers of one model look like. */
export function modelResponses(model: ModelDefinition): Record<string, Response> {
  const record = ref('schemas', model.name);
  return {
    [model.name]: answer('The record', record, {
      ...headers('ETag', 'X-Ignored-Parameters'),
      ...RATE_LIMIT,
    }),
    [listName(model)]: answer(
      'The rows; with `format` other than `json`, or such an `Accept`, a file of them',
      { type: 'array', items: record },
      { ...headers('X-Total-Count', 'Link', 'X-Ignored-Parameters'), ...RATE_LIMIT },
    ),
    [savedName(model)]: answer(
      'Done; the record as a following GET shows it, or showed it before a DELETE',
      {
        type: 'object',
        required: ['ok', 'data'],
        properties: { ok: { type: 'string', description: 'What was done' }, data: record },
      },
      { ...headers('X-Ignored-Fields', 'X-Warnings', 'Idempotent-Replayed'), ...RATE_LIMIT },
    ),
  };
}

export function listName(model: ModelDefinition): string {
  return `${model.name}List`;
}

export function savedName(model: ModelDefinition): string {
  return `${model.name}Saved`;
}
