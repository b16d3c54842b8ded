import { ref, type Operation, type PathItem } from '../kernel/openapi/openapi-types.js';
import { BODY_REFUSALS } from '../kernel/openapi/request-bodies.js';
import { refusals } from '../kernel/openapi/responses.js';
import type { Expansions, ModelDefinition } from '../models/index.js';
import type { RulesOf } from './model-schemas.js';
import { keyParameter, listParameters, recordParameters } from './parameters.js';
import { listName, savedName } from './responses.js';

const WRITE_REFUSALS = { 400: 'NotSaved', ...BODY_REFUSALS };
const UPDATE_REFUSALS = { ...WRITE_REFUSALS, 404: 'NotFound' };
const SHOWN_ONCE =
  'A secret that the server made is shown in the answer to its creation, and never again.';

/** The paths of one resource. */
export function modelPaths(
  model: ModelDefinition,
  rulesOf: RulesOf,
  expansions: Expansions,
): Record<string, PathItem> {
  const { resource } = model;
  return {
    [`/${resource}`]: listPath(model, rulesOf, expansions),
    [`/${resource}/{id}`]: recordPath(model, expansions),
    [`/${resource}/schema`]: { get: schemaOperation(model) },
  };
}

function listPath(model: ModelDefinition, rulesOf: RulesOf, expansions: Expansions): PathItem {
  const { name, key } = model;
  const byBody = `The field \`${key.name}\` of the body says which record.`;
  return {
    get: {
      ...labels(model, `list${name}`, 'List'),
      parameters: listParameters(model, expansions),
      responses: { 200: ref('responses', listName(model)), ...refusals({ 400: 'ListRefused' }) },
    },
    post: {
      ...labels(model, `create${name}`, 'Create'),
      ...(rulesOf(model).created && { description: SHOWN_ONCE }),
      ...writing(model, WRITE_REFUSALS),
    },
    put: {
      ...labels(model, `updateListed${name}`, 'Change, with the key in the body'),
      description: byBody,
      ...writing(model, UPDATE_REFUSALS),
    },
    patch: {
      ...labels(model, `patchListed${name}`, 'Change, with the key in the body (same as PUT)'),
      description: byBody,
      ...writing(model, UPDATE_REFUSALS),
    },
  };
}

function recordPath(model: ModelDefinition, expansions: Expansions): PathItem {
  const { name } = model;
  return {
    parameters: [keyParameter(model)],
    get: {
      ...labels(model, `read${name}`, 'Read'),
      parameters: recordParameters(model, expansions),
      responses: {
        200: ref('responses', name),
        304: ref('responses', 'NotModified'),
        ...refusals({ 400: 'ReadRefused', 404: 'NotFound' }),
      },
    },
    post: {
      ...labels(model, `createUnless${name}`, 'Create, unless this one exists'),
      description:
        'The key in the path only says which record must not exist yet; the new one takes its ' +
        'key from the body or gets one.',
      ...writing(model, WRITE_REFUSALS),
    },
    put: {
      ...labels(model, `update${name}`, 'Change'),
      ...writing(model, UPDATE_REFUSALS),
    },
    patch: {
      ...labels(model, `patch${name}`, 'Change (same as PUT)'),
      ...writing(model, UPDATE_REFUSALS),
    },
    delete: {
      ...labels(model, `delete${name}`, 'Delete'),
      responses: {
        200: ref('responses', savedName(model)),
        ...refusals({ 400: 'NotDeleted', 404: 'NotFound' }),
      },
    },
  };
}

function schemaOperation(model: ModelDefinition): Operation {
  return {
    ...labels(model, `columnsOf${model.name}`, 'Columns, as the database has them'),
    responses: { 200: ref('responses', 'Columns'), ...refusals() },
  };
}

function labels(
  { resource }: ModelDefinition,
  operationId: string,
  summary: string,
): Pick<Operation, 'tags' | 'summary' | 'operationId'> {
  return { tags: [resource], summary, operationId };
}

function writing(
  model: ModelDefinition,
  refused: Readonly<Record<string, string>>,
): Pick<Operation, 'requestBody' | 'responses'> {
  return {
    requestBody: ref('requestBodies', model.name),
    responses: { 200: ref('responses', savedName(model)), ...refusals(refused) },
  };
}
