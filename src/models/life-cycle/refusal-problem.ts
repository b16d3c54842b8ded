import type { Refusal } from '../../kernel/database/database-error.js';
import type { Problem } from '../../kernel/errors/problem.js';
import type { ColumnValue } from '../registry/column.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import type { Context } from '../context/context.js';
import { HIGHEST_INTEGER } from './input.js';

type Values = Readonly<Record<string, ColumnValue>>;

/** What the database refused, in terms of the fields of the records that were written together. */
export async function problemOf(
  refusal: Refusal,
  model: ModelDefinition,
  records: readonly Values[],
  context: Context,
): Promise<Problem> {
  const [values = {}] = records;
  switch (refusal.kind) {
    case 'duplicate': {
      const unique = model.unique.find(({ name }) => name === refusal.key);
      const columns = unique?.columns ?? refusal.columns ?? [model.key.name];
      const field = columns.find((name) => model.column(name)) ?? model.key.name;
      return {
        code: 'duplicated-value',
        field,
        params: { columns: columns.join(', '), value: textOf(values[field]) },
      };
    }
    case 'missing-reference': {
      return missingReference(refusal.column, model, records, context);
    }
    case 'no-more-keys':
      return noMoreKeys(model);
    default: {
      const field = 'column' in refusal ? refusal.column : undefined;
      return { code: 'invalid-value', ...(field && { field }) };
    }
  }
}

async function missingReference(
  column: string | undefined,
  model: ModelDefinition,
  records: readonly Values[],
  context: Context,
): Promise<Problem> {
  const [first] = records;
  if (column && first && records.length === 1) return notFound(column, first);
  for (const values of records) {
    const field = await danglingColumn(model, values, context);
    if (field) return notFound(field, values);
  }
  return { code: 'reference-not-found', ...(column && { field: column }), params: { value: '' } };
}

function notFound(field: string, values: Values): Problem {
  return { code: 'reference-not-found', field, params: { value: textOf(values[field]) } };
}

/** SQLite does not say which foreign key failed, nor MySQL of which record. */
async function danglingColumn(
  model: ModelDefinition,
  values: Values,
  context: Context,
): Promise<string | undefined> {
  for (const { name, references } of model.columns) {
    const value = values[name];
    if (!references || value === null || value === undefined) continue;
    const target = context.models.ofTable(references.table);
    const where = { [references.column ?? target.key.name]: value };
    if ((await context.records.count(target.entity, where)) === 0) return name;
  }
  return undefined;
}

/** The database can generate no further key for the table. */
export function noMoreKeys(model: ModelDefinition): Problem {
  const value = HIGHEST_INTEGER + 1;
  return { code: 'number-out-of-range', field: model.key.name, params: { value } };
}

function textOf(value: ColumnValue | undefined): string {
  return value === null || typeof value === 'object' ? '' : String(value ?? '');
}
