import { ref, type RequestBody, type Schema } from '../kernel/openapi/openapi-types.js';
import { encodings } from '../kernel/openapi/request-bodies.js';
import {
  EXPAND,
  type Expansions,
  type ModelDefinition,
  type ModelRules,
  type Registry,
  type ResolvedExpansion,
} from '../models/index.js';
import { columnFilter, columnIn, columnOut, type TargetOf } from './column-schemas.js';

/** What the rules of a model say of its requests and answers. */
export type RulesOf = (
  model: ModelDefinition,
) => Partial<Pick<ModelRules<object>, 'extraFields' | 'assignKey' | 'created'>>;

const EXTRA_FIELD = 'No column: the rules of the resource read it';
const ANY_FIELD = 'Any further field is kept as a member of this record';

/** A record as answers show it. */
export function recordSchema(
  model: ModelDefinition,
  registry: Registry,
  expansions: Expansions,
): Schema {
  const targetOf = targetIn(registry);
  return {
    type: 'object',
    description: model.description,
    properties: Object.fromEntries([
      ...model.visible.map((column): [string, Schema] => [
        column.name,
        columnOut(column, targetOf),
      ]),
      ...expansions.of(model).map((each): [string, Schema] => [each.name, expandedSchema(each)]),
    ]),
  };
}

function expandedSchema({ name, child, column }: ResolvedExpansion): Schema {
  return {
    type: 'array',
    items: ref('schemas', child.name),
    readOnly: true,
    description:
      `Only with \`${EXPAND}=${name}\`: those of \`${child.resource}\` whose ` +
      `\`${column.name}\` is this record`,
  };
}

/** The fields that a body may have: all columns but those that only rules write. */
export function inputSchema(model: ModelDefinition, registry: Registry, rulesOf: RulesOf): Schema {
  const targetOf = targetIn(registry);
  const extra = rulesOf(model).extraFields ?? [];
  const fields = model.columns
    .filter((column) => !column.protected)
    .map((column): [string, Schema] => [column.name, columnIn(column, targetOf)]);
  const further = (extra === 'all' ? [] : extra).map((name): [string, Schema] => [
    name,
    { type: 'string', writeOnly: true, description: EXTRA_FIELD },
  ]);
  return {
    type: 'object',
    description: `What can be sent of: ${lowerFirst(model.description)}`,
    examples: [smallest(model, rulesOf)],
    properties: Object.fromEntries([...fields, ...further]),
    ...(extra === 'all' && { additionalProperties: { description: ANY_FIELD } }),
  };
}

/** The body of a creation or change, in the three encodings. */
export function inputBody(model: ModelDefinition): RequestBody {
  return {
    required: true,
    description: 'A creation takes what it needs, a change what is to change.',
    content: encodings({ schema: ref('schemas', inputName(model)) }),
  };
}

export function inputName(model: ModelDefinition): string {
  return `${model.name}Input`;
}

/** Values by which rows are chosen. */
export function filterSchema(model: ModelDefinition): Schema {
  return {
    type: 'object',
    properties: byComparableColumn(model, columnFilter),
    additionalProperties: { type: 'string', description: 'A column with a suffix' },
  };
}

/** In which direction rows are sorted by each column. */
export function sortSchema(model: ModelDefinition): Schema {
  const direction = ref('schemas', 'SortDirection');
  return {
    type: 'object',
    properties: byComparableColumn(model, () => direction),
    additionalProperties: direction,
  };
}

function byComparableColumn(
  model: ModelDefinition,
  schemaOf: typeof columnFilter,
): Record<string, Schema> {
  return Object.fromEntries(
    model.visible
      .filter(({ searchable }) => searchable)
      .map((column) => [column.name, schemaOf(column)]),
  );
}

/** The fields that a creation can not do without, as far as the columns tell. */
function smallest(model: ModelDefinition, rulesOf: RulesOf): Record<string, unknown> {
  const keyIsMade = model.key.generated || rulesOf(model).assignKey !== undefined;
  const needed = model.columns.filter((column) => {
    if (column.key) return !keyIsMade;
    const isGiven = column.initial !== undefined || column.default !== null;
    return !column.nullable && !isGiven && !column.protected && !column.hidden;
  });
  // A body without any field is refused, even where no field is needed.
  const any = model.columns.find(({ kind }) => kind === 'text');
  const shown = needed.length > 0 || !any ? needed : [any];
  return Object.fromEntries(shown.map((column) => [column.name, sampleOf(column)]));
}

function sampleOf({ kind, length = 7 }: ModelDefinition['key']): unknown {
  switch (kind) {
    case 'integer':
    case 'real':
    case 'money':
      return 1;
    case 'boolean':
      return true;
    case 'day':
      return '22-11-2026';
    case 'time':
      return '09:30:00';
    case 'moment':
      return '22-11-2026 09:30:00';
    case 'json':
      return [];
    case 'code':
    case 'text':
    case 'longText':
      return 'Example'.slice(0, length);
  }
}

function targetIn(registry: Registry): TargetOf {
  return ({ references }) =>
    references && registry.all.find(({ table }) => table === references.table)?.resource;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
