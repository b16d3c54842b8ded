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

export const EXTRA_FIELD = 'No column: the rules of the resource read it';
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
    description: `${model.description} With \`fields\`, only those that it names.`,
    required: model.visible.map(({ name }) => name),
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
    examples: [exampleOf(model, rulesOf)],
    properties: Object.fromEntries([...fields, ...further]),
    ...(extra === 'all' && { additionalProperties: { description: ANY_FIELD } }),
  };
}

/** The bodies of creations and changes, in the three encodings. */
export function inputBodies(
  model: ModelDefinition,
  rulesOf: RulesOf,
): Readonly<Record<string, RequestBody>> {
  const schema = ref('schemas', inputName(model));
  const created = exampleOf(model, rulesOf);
  const changed = changeOf(model, created);
  const key = { [model.key.name]: exampleKey(model) };
  const body = (description: string, example: unknown): RequestBody => ({
    required: true,
    description,
    content: encodings({ schema, example }),
  });
  return {
    [creationName(model)]: body(
      'What the new record needs, and what it shall have beside.',
      created,
    ),
    [changeName(model)]: body('What is to change.', changed),
    [listedChangeName(model)]: body('The key of a record, and what is to change in it.', {
      ...key,
      ...changed,
    }),
  };
}

export function creationName(model: ModelDefinition): string {
  return `${model.name}Creation`;
}

export function changeName(model: ModelDefinition): string {
  return `${model.name}Change`;
}

export function listedChangeName(model: ModelDefinition): string {
  return `${model.name}ListedChange`;
}

/** The key of the record that the example of a creation makes, as far as that tells. */
export function exampleKey({ key, example }: ModelDefinition): string | number {
  const sent = example?.[key.name];
  if (typeof sent === 'string' || typeof sent === 'number') return sent;
  return key.kind === 'integer' ? 1 : '1';
}

export function inputName(model: ModelDefinition): string {
  return `${model.name}Input`;
}

/** Values by which rows are chosen. */
export function filterSchema(model: ModelDefinition): Schema {
  return {
    type: 'object',
    properties: byComparableColumn(model, columnFilter),
    additionalProperties: { description: 'A value for a column with a suffix' },
  };
}

/** In which direction rows are sorted by each column. */
export function sortSchema(model: ModelDefinition): Schema {
  const direction = ref('schemas', 'SortDirection');
  return {
    type: 'object',
    properties: byComparableColumn(model, () => direction),
    additionalProperties: { description: 'The direction of a column with a prefix' },
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

/** One field of a record that can change by itself: a text that is no key. */
function changeOf(
  model: ModelDefinition,
  created: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { columns, exampleChange } = model;
  if (exampleChange) return exampleChange;
  const free = columns.filter(({ kind, key }) => (kind === 'text' || kind === 'longText') && !key);
  const [text] = [...free.filter(({ name }) => name in created), ...free];
  if (!text) return created;
  return { [text.name]: created[text.name] ?? sampleOf(text) };
}

function exampleOf(model: ModelDefinition, rulesOf: RulesOf): Readonly<Record<string, unknown>> {
  return model.example ?? smallest(model, rulesOf);
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
