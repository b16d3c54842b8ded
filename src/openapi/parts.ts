import { chartImportPart, reportsPart, yearEndPart } from '../accounting/index.js';
import { documentsPart } from '../documents/index.js';
import { exportPart } from '../export/index.js';
import { filesPart } from '../files/index.js';
import { paymentsPart } from '../payments/index.js';
import { pluginsPart } from '../plugins/index.js';
import type { PathItem, RequestBody, Response, Schema, Tag } from './openapi-types.js';
import { ref } from './openapi-types.js';
import { refusal, refusals, UNREADABLE_BODY, written } from './responses.js';

/** What a module with routes of its own adds to the document. */
export interface OpenApiPart {
  readonly tags: readonly Tag[];
  /** By path below `/api/3`, with the operations that its controllers answer. */
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly schemas?: Readonly<Record<string, Schema>>;
  readonly requestBodies?: Readonly<Record<string, RequestBody>>;
  readonly responses?: Readonly<Record<string, Response>>;
}

/**
 * What parts are written with. It is handed to them: the document stands outside of the modules
 * that it describes, so of this folder they import types alone.
 */
export const PART_TOOLS = { ref, refusal, refusals, unreadableBody: UNREADABLE_BODY, written };
export type PartTools = typeof PART_TOOLS;

const ROOT_PART: OpenApiPart = {
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

/**
 * Everything in the document that is no model. A module with routes of its own exports from its
 * `index.ts` what makes its `OpenApiPart` and is listed here; a test fails while it is not.
 */
export const OPEN_API_PARTS: readonly OpenApiPart[] = [
  ROOT_PART,
  documentsPart(PART_TOOLS),
  exportPart(PART_TOOLS),
  paymentsPart(PART_TOOLS),
  filesPart(PART_TOOLS),
  reportsPart(PART_TOOLS),
  yearEndPart(PART_TOOLS),
  chartImportPart(PART_TOOLS),
  pluginsPart(PART_TOOLS),
];
