import type { OpenApiPart } from '../kernel/openapi/openapi-part.js';
import { ref } from '../kernel/openapi/openapi-types.js';
import { refusals } from '../kernel/openapi/responses.js';

/** What the document says of the root of the API and of itself. */
export const ROOT_PART: OpenApiPart = {
  tags: [{ name: 'api', description: 'What there is.' }],
  paths: {
    '/': {
      get: {
        tags: ['api'],
        summary: 'List the resources',
        operationId: 'listResources',
        description:
          'Any key may ask; the list is the same for all. Every other method answers it too.',
        responses: { 200: ref('responses', 'Resources'), ...refusals() },
      },
    },
    '/openapi.json': {
      get: {
        tags: ['api'],
        summary: 'This document',
        operationId: 'readOpenApi',
        description: 'Needs no key. Its columns are those of the database that is served.',
        security: [],
        responses: {
          200: {
            description: 'An OpenAPI 3.1 document',
            content: { 'application/json': { schema: { type: 'object' } } },
          },
          409: ref('responses', 'ApiDisabled'),
          default: ref('responses', 'OtherError'),
        },
      },
    },
  },
};
