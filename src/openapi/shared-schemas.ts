import type { Header, Schema, SecurityScheme } from '../kernel/openapi/openapi-types.js';

export const SECURITY_SCHEMES: Readonly<Record<string, SecurityScheme>> = {
  Token: { type: 'apiKey', in: 'header', name: 'Token', description: 'The API key' },
  'X-Auth-Token': {
    type: 'apiKey',
    in: 'header',
    name: 'X-Auth-Token',
    description: 'The API key under its other name; one of both headers is enough',
  },
};

/** Schemas that stand for no model. */
export const SHARED_SCHEMAS: Readonly<Record<string, Schema>> = {
  Error: {
    type: 'object',
    description: 'The envelope of every error',
    required: ['status', 'error', 'message', 'code'],
    properties: {
      status: { const: 'error' },
      error: { type: 'string', description: 'What is wrong, for people' },
      message: { type: 'string', description: 'The same text' },
      code: { type: 'string', description: 'What is wrong, for programs' },
      details: {
        type: 'array',
        description: 'The reasons one by one, where there are any',
        items: { $ref: '#/components/schemas/ErrorDetail' },
      },
      data: { description: 'The record in question, where there is one' },
    },
  },
  ErrorDetail: {
    type: 'object',
    required: ['code', 'message'],
    properties: {
      field: { type: 'string', description: 'The field or parameter that it is about' },
      code: { type: 'string', examples: ['field-value-too-long'] },
      message: { type: 'string' },
    },
  },
  ResourceList: {
    type: 'object',
    required: ['resources'],
    properties: {
      resources: {
        type: 'array',
        description: 'Names of resources, in order',
        items: { type: 'string' },
      },
    },
  },
  SchemaColumn: {
    type: 'object',
    required: ['type', 'default', 'is_nullable'],
    properties: {
      type: { type: 'string', description: 'Type in the database', examples: ['varchar(10)'] },
      default: { type: ['string', 'null'], description: "The database's default" },
      is_nullable: { type: 'string', enum: ['YES', 'NO'] },
    },
  },
  SortDirection: { type: 'string', enum: ['ASC', 'DESC'] },
};

export const HEADERS: Readonly<Record<string, Header>> = {
  ETag: { description: 'Changes with the record', schema: { type: 'string' } },
  'Idempotent-Replayed': {
    description: '`true` where the answer is that of an earlier request with the `Idempotency-Key`',
    schema: { type: 'string', const: 'true' },
  },
  Link: {
    description: 'The address of the next page, `<…>; rel="next"`; absent on the last one',
    schema: { type: 'string' },
  },
  'RateLimit-Limit': {
    description: 'Requests that the key may make in the window; only where a limit is configured',
    schema: { type: 'integer' },
  },
  'RateLimit-Remaining': {
    description: 'How many of them are left',
    schema: { type: 'integer' },
  },
  'RateLimit-Reset': {
    description: 'Seconds until the window is over',
    schema: { type: 'integer' },
  },
  'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' } },
  'X-Ignored-Fields': {
    description: 'Fields of the body that mean nothing here, percent-encoded, with commas between',
    schema: { type: 'string' },
  },
  'X-Ignored-Parameters': {
    description:
      'Parameters that mean nothing or whose value does not, percent-encoded, with commas between',
    schema: { type: 'string' },
  },
  'X-Warnings': {
    description: 'Codes of what was done and is hardly meant, with commas between',
    schema: { type: 'string' },
  },
  'X-Total-Count': {
    description: 'Number of all rows that match, whatever `limit` says',
    schema: { type: 'integer' },
  },
};
