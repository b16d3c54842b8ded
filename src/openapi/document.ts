import type { OpenApiPart, WriteRefusals } from '../kernel/openapi/openapi-part.js';
import type { Components, OpenApiDocument } from '../kernel/openapi/openapi-types.js';
import type { Expansions, ModelDefinition, Registry } from '../models/index.js';
import { CONVENTIONS } from './conventions.js';
import {
  inputBodies,
  inputName,
  inputSchema,
  recordSchema,
  type RulesOf,
} from './model-schemas.js';
import { modelParameters, SHARED_PARAMETERS } from './parameters.js';
import { modelPaths } from './paths.js';
import { modelResponses, SHARED_RESPONSES } from './responses.js';
import { ROOT_PART } from './root-part.js';
import { withSafeRepeats } from './safe-repeats.js';
import { HEADERS, SECURITY_SCHEMES, SHARED_SCHEMAS } from './shared-schemas.js';

export interface DocumentSources {
  readonly registry: Registry;
  readonly rulesOf: RulesOf;
  readonly expansions: Expansions;
  /** What is no model, beside the root of the API and the document itself. */
  readonly parts: readonly OpenApiPart[];
  /** Of the server. */
  readonly version: string;
}

/** The whole API as one OpenAPI document, always in the same order: parts, then models by name. */
export function openApiDocument(sources: DocumentSources): OpenApiDocument {
  const { registry, rulesOf, expansions, version } = sources;
  const parts = [ROOT_PART, ...sources.parts];
  const refused = Object.assign({}, ...parts.map((part) => part.refused ?? {})) as Readonly<
    Record<string, WriteRefusals | undefined>
  >;
  const models = [...registry.all].sort((a, b) => (a.resource < b.resource ? -1 : 1));
  return {
    openapi: '3.1.1',
    info: {
      title: 'facturanest',
      version,
      description: CONVENTIONS,
      contact: { name: 'facturanest contributors' },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api/3', description: 'The server that sent this document' }],
    security: Object.keys(SECURITY_SCHEMES).map((name) => ({ [name]: [] })),
    tags: [
      ...parts.flatMap(({ tags }) => tags),
      ...models.map(({ resource, description }) => ({ name: resource, description })),
    ],
    paths: withSafeRepeats(
      Object.assign(
        {},
        ...parts.map(({ paths }) => paths),
        ...models.map((model) => modelPaths(model, rulesOf, expansions, refused[model.resource])),
      ) as OpenApiDocument['paths'],
    ),
    components: components(models, { ...sources, parts }),
  };
}

function components(models: readonly ModelDefinition[], sources: DocumentSources): Components {
  const { registry, rulesOf, expansions, parts } = sources;
  return {
    securitySchemes: SECURITY_SCHEMES,
    schemas: Object.assign(
      {},
      SHARED_SCHEMAS,
      ...parts.map(({ schemas }) => schemas ?? {}),
      ...models.map((model) => ({
        [model.name]: recordSchema(model, registry, expansions),
        [inputName(model)]: inputSchema(model, registry, rulesOf),
      })),
    ) as Components['schemas'],
    parameters: Object.assign(
      {},
      SHARED_PARAMETERS,
      ...models.map((model) => modelParameters(model, expansions)),
    ) as Components['parameters'],
    headers: HEADERS,
    requestBodies: Object.assign(
      {},
      ...models.map((model) => inputBodies(model, rulesOf)),
      // A part knows better what else a resource takes, such as files.
      ...parts.map(({ requestBodies }) => requestBodies ?? {}),
    ) as Components['requestBodies'],
    responses: Object.assign(
      {},
      SHARED_RESPONSES,
      ...parts.map(({ responses }) => responses ?? {}),
      ...models.map((model) => modelResponses(model)),
    ) as Components['responses'],
  };
}
