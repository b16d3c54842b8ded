import type { Schema, SchemaType } from '../kernel/openapi/openapi-types.js';
import type { ColumnDefinition, ColumnKind } from '../models/index.js';

/** Where a column points to: the name of the resource, when the key is one of the API. */
export type TargetOf = (column: ColumnDefinition) => string | undefined;

const DAY_OUT = { pattern: '^\\d{2}-\\d{2}-\\d{4}$', examples: ['22-11-2026'] };
const TIME_OUT = { pattern: '^\\d{2}:\\d{2}:\\d{2}$', examples: ['09:30:00'] };
const MOMENT_OUT = {
  pattern: '^\\d{2}-\\d{2}-\\d{4} \\d{2}:\\d{2}:\\d{2}$',
  examples: ['22-11-2026 09:30:00'],
};
const DAY = '(\\d{1,2}-\\d{1,2}-\\d{4}|\\d{4}-\\d{1,2}-\\d{1,2})';
const TIME = '\\d{1,2}:\\d{2}(:\\d{2})?';
const DAY_IN = { ...DAY_OUT, pattern: `^${DAY}$` };
const TIME_IN = { ...TIME_OUT, pattern: `^${TIME}$` };
const MOMENT_IN = { ...MOMENT_OUT, pattern: `^${DAY}([ T]${TIME})?$` };

const TYPES: Readonly<Record<Exclude<ColumnKind, 'json'>, SchemaType>> = {
  code: 'string',
  text: 'string',
  longText: 'string',
  integer: 'integer',
  real: 'number',
  money: 'number',
  boolean: 'boolean',
  day: 'string',
  time: 'string',
  moment: 'string',
};

/** Yes and no as requests may write them: `true`, `1`, and in forms their texts. */
const YES_OR_NO: readonly SchemaType[] = ['boolean', 'integer', 'string'];

/** A column in an answer. */
export function columnOut(column: ColumnDefinition, targetOf: TargetOf): Schema {
  return {
    ...valueSchema(column, { day: DAY_OUT, time: TIME_OUT, moment: MOMENT_OUT }),
    // What goes out instead of a number may be a text.
    ...(column.shown && { type: [...new Set([...typesOf(column), 'string' as const])] }),
    ...((column.generated || column.protected) && { readOnly: true }),
    description: described(column, targetOf),
  };
}

/**
 * A column in the body of a request. What a new record has without it stands in the text: clients
 * made from the document would send a `default` with every change.
 */
export function columnIn(column: ColumnDefinition, targetOf: TargetOf): Schema {
  return {
    ...valueSchema(column, { day: DAY_IN, time: TIME_IN, moment: MOMENT_IN }),
    ...(column.kind === 'boolean' && { type: [...YES_OR_NO, ...nullOf(column)] }),
    ...(column.hidden && { writeOnly: true }),
    description: described(column, targetOf) + initially(column),
  };
}

/** A value that the column is compared with: of its type, without the limits of stored ones. */
export function columnFilter({ kind }: ColumnDefinition): Schema {
  if (kind === 'json') return { type: 'string' };
  const type = TYPES[kind];
  if (kind === 'boolean') return { type: YES_OR_NO };
  if (kind === 'day') return { type, pattern: DAY_IN.pattern };
  if (kind === 'time') return { type, pattern: TIME_IN.pattern };
  return kind === 'moment' ? { type, pattern: MOMENT_IN.pattern } : { type };
}

type Timely = Readonly<Record<'day' | 'time' | 'moment', Schema>>;

function valueSchema(column: ColumnDefinition, timely: Timely): Schema {
  const { kind, length } = column;
  if (kind === 'json') return {};
  return {
    type: column.nullable ? typesOf(column) : TYPES[kind],
    ...(kind === 'integer' && { format: 'int32' }),
    ...((kind === 'real' || kind === 'money') && { format: 'double' }),
    ...((kind === 'day' || kind === 'time' || kind === 'moment') && timely[kind]),
    ...(length !== undefined && { maxLength: length }),
  };
}

function typesOf(column: ColumnDefinition): SchemaType[] {
  return [...(column.kind === 'json' ? [] : [TYPES[column.kind]]), ...nullOf(column)];
}

function nullOf({ nullable }: ColumnDefinition): SchemaType[] {
  return nullable ? ['null'] : [];
}

/** What a new record holds when the column is not sent, where that is a constant. */
function initially({ kind, initial, default: stored }: ColumnDefinition): string {
  const value = initial && 'constant' in initial ? initial.constant : initial ? null : stored;
  if (value === null) return '';
  const shown = kind === 'boolean' && typeof value === 'string' ? value === '1' : value;
  return `; \`${String(shown)}\` in a new record`;
}

function described(column: ColumnDefinition, targetOf: TargetOf): string {
  const target = targetOf(column);
  return target ? `${column.description}; one of \`${target}\`` : column.description;
}
