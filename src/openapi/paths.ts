import { ref, type Operation, type PathItem } from '../kernel/openapi/openapi-types.js';
import { BODY_REFUSALS } from '../kernel/openapi/request-bodies.js';
import type { WriteRefusals } from '../kernel/openapi/openapi-part.js';
import { refusals } from '../kernel/openapi/responses.js';
import type { Expansions, ModelDefinition } from '../models/index.js';
import { changeName, creationName, listedChangeName, type RulesOf } from './model-schemas.js';
import { keyParameter, listParameters, recordParameters } from './parameters.js';
import { listName, savedName } from './responses.js';

const USUAL: WriteRefusals = {
  save: { 400: 'NotSaved', ...BODY_REFUSALS },
  deletion: { 400: 'NotDeleted' },
};
const SAME_AS_PUT = 'Means the same as PUT.';
const ONLY_SENT = 'Only the fields that are sent change; the answer shows the whole record.';
const SHOWN_ONCE =
  'A secret that the server made is shown in the answer to its creation, and never again.';

/**
 * The paths of one resource.
 *
 * @param refused where its writes are refused otherwise than those of most
 */
export function modelPaths(
  model: ModelDefinition,
  rulesOf: RulesOf,
  expansions: Expansions,
  refused: WriteRefusals = USUAL,
): Record<string, PathItem> {
  const { resource } = model;
  return {
    [`/${resource}`]: listPath(model, rulesOf, expansions, refused),
    [`/${resource}/{id}`]: recordPath(model, expansions, refused),
    [`/${resource}/schema`]: { get: schemaOperation(model) },
  };
}

function listPath(
  model: ModelDefinition,
  rulesOf: RulesOf,
  expansions: Expansions,
  { save }: WriteRefusals,
): PathItem {
  const update = { ...save, 404: 'NotFound' };
  const { name, key } = model;
  const byBody = `The field \`${key.name}\` of the body says which record. ${ONLY_SENT}`;
  const created = 'What is not sent is as in new records; the answer shows the whole record.';
  return {
    get: {
      ...labels(model, `list${name}`, 'List'),
      description: `${model.description} In pages of 50, in the order of \`${key.name}\`, unless the parameters say otherwise.`,
      parameters: listParameters(model, expansions),
      responses: { 200: ref('responses', listName(model)), ...refusals({ 400: 'ListRefused' }) },
    },
    post: {
      ...labels(model, `create${name}`, 'Create'),
      description: rulesOf(model).created ? `${created} ${SHOWN_ONCE}` : created,
      ...writing(model, creationName(model), save),
    },
    put: {
      ...labels(model, `updateListed${name}`, 'Change, with the key in the body'),
      description: byBody,
      ...writing(model, listedChangeName(model), update),
    },
    patch: {
      ...labels(model, `patchListed${name}`, 'Change, with the key in the body (same as PUT)'),
      description: SAME_AS_PUT,
      ...writing(model, listedChangeName(model), update),
    },
  };
}

function recordPath(
  model: ModelDefinition,
  expansions: Expansions,
  { save, deletion }: WriteRefusals,
): PathItem {
  const update = { ...save, 404: 'NotFound' };
  const { name } = model;
  return {
    parameters: [keyParameter(model)],
    get: {
      ...labels(model, `read${name}`, 'Read'),
      description: model.description,
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
      ...writing(model, creationName(model), save),
    },
    put: {
      ...labels(model, `update${name}`, 'Change'),
      description: ONLY_SENT,
      ...writing(model, changeName(model), update),
    },
    patch: {
      ...labels(model, `patch${name}`, 'Change (same as PUT)'),
      description: SAME_AS_PUT,
      ...writing(model, changeName(model), update),
    },
    delete: {
      ...labels(model, `delete${name}`, 'Delete'),
      description: 'The answer shows the record as it was.',
      responses: {
        200: ref('responses', savedName(model)),
        ...refusals({ ...deletion, 404: 'NotFound' }),
      },
    },
  };
}

function schemaOperation(model: ModelDefinition): Operation {
  return {
    ...labels(model, `columnsOf${model.name}`, 'Columns, as the database has them'),
    description: 'Type, default and nullability of each column, by its name.',
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
  body: string,
  refused: Readonly<Record<string, string>>,
): Pick<Operation, 'requestBody' | 'responses'> {
  return {
    requestBody: ref('requestBodies', body),
    responses: { 200: ref('responses', savedName(model)), ...refusals(refused) },
  };
}
