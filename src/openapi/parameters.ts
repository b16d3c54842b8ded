import { ref, type Parameter, type Ref } from '../kernel/openapi/openapi-types.js';
import { EXPAND, type Expansions, type ModelDefinition } from '../models/index.js';
import { exampleKey, filterSchema, sortSchema } from './model-schemas.js';

// Without the example, forms would fill in a value for every column.
const DEEP_OBJECT = { in: 'query', style: 'deepObject', explode: true, example: {} } as const;

/** Parameters that are the same for all resources. */
export const SHARED_PARAMETERS: Readonly<Record<string, Parameter>> = {
  after: {
    name: 'after',
    in: 'query',
    description: 'Where to read on: empty for the first page, then as the `Link` header says',
    schema: { type: 'string' },
  },
  fields: {
    name: 'fields',
    in: 'query',
    description: 'Answer only these columns, with commas between',
    schema: { type: 'string' },
  },
  format: {
    name: 'format',
    in: 'query',
    description:
      'How the list is written, whatever `Accept` says: `json`, or the same rows as a file ' +
      '(`text/csv`, or a workbook)',
    schema: { type: 'string', enum: ['json', 'csv', 'xlsx'] },
  },
  locale: {
    name: 'locale',
    in: 'query',
    description: 'Language whose decimal sign CSV has, such as `en`; else that of the server',
    schema: { type: 'string' },
  },
  idempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'A name that the client makes up for this write, so that it can be sent again: a repeat ' +
      'within 24 hours gets the first answer and has no further effect',
    schema: { type: 'string', pattern: '^[ -~]{1,255}$' },
  },
  ifNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: 'The `ETag` of an earlier answer: 304 while the record is still the same',
    schema: { type: 'string' },
  },
  limit: {
    name: 'limit',
    in: 'query',
    description: 'Most rows of the answer, 50 when absent; 0 or less for all of them',
    schema: { type: 'integer' },
  },
  offset: {
    name: 'offset',
    in: 'query',
    description: 'Rows to skip, none when absent; not with `limit=0`',
    schema: { type: 'integer' },
  },
  operation: {
    ...DEEP_OBJECT,
    name: 'operation',
    description:
      'How a filter, named as in `filter` with its suffix, is joined to the one before it',
    schema: {
      type: 'object',
      additionalProperties: { type: 'string', enum: ['AND', 'OR'] },
    },
  },
};

/** What lists and records of one model can be asked beside the shared parameters. */
export function modelParameters(
  model: ModelDefinition,
  expansions: Expansions,
): Record<string, Parameter> {
  const names = expansions.of(model).map(({ name }) => name);
  return {
    ...(names.length > 0 && { [expandName(model)]: expandParameter(names) }),
    [`${model.name}Filter`]: {
      ...DEEP_OBJECT,
      name: 'filter',
      description:
        'Which rows: a value for each column, or for a column with a suffix ' +
        '(`_gt`, `_gte`, `_lt`, `_lte`, `_neq`, `_like`, `_in`, `_null`, `_notnull`, `_is`, `_isnot`)',
      schema: filterSchema(model),
    },
    [`${model.name}Sort`]: {
      ...DEEP_OBJECT,
      name: 'sort',
      description: 'In which order; a column may have the prefix `integer:`, `lower:` or `upper:`',
      schema: sortSchema(model),
    },
  };
}

/** Everything that a list of the model can be asked. */
export function listParameters(model: ModelDefinition, expansions: Expansions): Ref[] {
  const { name } = model;
  const own = [`${name}Filter`, 'operation', `${name}Sort`];
  const shared = ['limit', 'offset', 'after', 'fields', 'format', 'locale'];
  return [...[...own, ...shared].map(parameterRef), ...expandRefs(model, expansions)];
}

/** Everything that the GET of one record can be asked. */
export function recordParameters(model: ModelDefinition, expansions: Expansions): Ref[] {
  return [...['fields', 'ifNoneMatch'].map(parameterRef), ...expandRefs(model, expansions)];
}

/** The key of a record in the path. */
export function keyParameter(model: ModelDefinition): Parameter {
  const { key } = model;
  return {
    name: 'id',
    in: 'path',
    required: true,
    description: `${key.description} (\`${key.name}\`)`,
    schema: { type: key.kind === 'integer' ? 'integer' : 'string' },
    example: exampleKey(model),
  };
}

function expandParameter(names: readonly string[]): Parameter {
  return {
    name: EXPAND,
    in: 'query',
    style: 'form',
    explode: false,
    description:
      'Send each record with these lists too, names with commas between; the key needs GET ' +
      'permission for the resources of their records',
    schema: { type: 'array', items: { type: 'string', enum: names } },
  };
}

function expandRefs(model: ModelDefinition, expansions: Expansions): Ref[] {
  return expansions.of(model).length > 0 ? [parameterRef(expandName(model))] : [];
}

function expandName({ name }: ModelDefinition): string {
  return `${name}Expand`;
}

function parameterRef(name: string): Ref {
  return ref('parameters', name);
}
