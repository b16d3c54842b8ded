import { inBatches } from '../../kernel/batches.js';
import { refusalOf } from '../../kernel/database/database-error.js';
import { RuleError } from '../../kernel/errors/problem.js';
import type { ColumnValue } from '../registry/column.js';
import type { ModelDefinition } from '../registry/model-definition.js';
import type { Changed } from '../context/changed.js';
import type { Context } from '../context/context.js';
import { HIGHEST_INTEGER } from './input.js';
import { noMoreKeys, problemOf } from './refusal-problem.js';
import { insertStatement, updateEachStatement, updateStatement } from './statements.js';

type Values = Record<string, ColumnValue>;

/** One statement can bind some thirty thousand values. */
const MOST_AT_ONCE = 250;

/**
 * Writes new records and gives them the keys that the database generated.
 *
 * @throws RuleError with the field that the database refuses
 */
export async function writeRecords<T extends object>(
  model: ModelDefinition<T>,
  records: readonly T[],
  context: Context,
): Promise<void> {
  const definition = model as unknown as ModelDefinition;
  context.transaction.touch(model.table);
  for (const some of inBatches(records as readonly Values[], MOST_AT_ONCE)) {
    await write(definition, some, context);
  }
}

/**
 * Writes what changed in records; nothing where nothing did.
 *
 * @throws RuleError with the field that the database refuses
 */
export async function overwriteRecords<T extends object>(
  model: ModelDefinition<T>,
  changed: readonly Changed<T>[],
  context: Context,
): Promise<void> {
  const { dialect } = context.transaction;
  const different = changed
    .map(({ record, before }) => changedValues(model, record as Values, before as Values))
    .map((changes, index) => ({ ...(changed[index] as Changed<T>), changes }))
    .filter(({ changes }) => Object.keys(changes).length > 0);
  if (different.length === 0) return;
  const names = [...new Set(different.flatMap(({ changes }) => Object.keys(changes)))];
  context.transaction.touch(model.table);
  for (const some of inBatches(different, MOST_AT_ONCE)) {
    const records = some.map(({ record, before }) => {
      const values = record as Values;
      const changes = Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
      return [(before as Values)[model.key.name] as string | number, changes] as const;
    });
    const [first] = records;
    const { text, values } =
      records.length === 1 && first
        ? updateStatement(model, first[1], { [model.key.name]: first[0] }, dialect)
        : updateEachStatement(model, records, dialect);
    const written = some.map(({ record }) => record as Values);
    await attempt(model, written, context, () => context.transaction.run(text, values));
  }
}

/**
 * Deletes records.
 *
 * @throws RuleError `record-in-use` when others need one of them
 */
export async function eraseRecords<T extends object>(
  model: ModelDefinition<T>,
  records: readonly T[],
  context: Context,
): Promise<void> {
  try {
    for (const record of records) await forgetItself(model, record as Values, context);
    for (const some of inBatches(records as readonly Values[], MOST_AT_ONCE)) {
      await context.records.discard(model.entity, {
        [model.key.name]: some.map((values) => values[model.key.name] ?? null),
      });
    }
  } catch (error) {
    const kind = refusalOf(error)?.kind;
    if (kind !== 'still-referenced' && kind !== 'missing-reference') throw error;
    throw new RuleError({ code: 'record-in-use' });
  }
}

async function write(
  model: ModelDefinition,
  records: readonly Values[],
  context: Context,
): Promise<void> {
  const { name } = model.key;
  const { transaction } = context;
  const { text, values } = insertStatement(model, records, transaction.dialect);
  const { insertId } = await attempt(model, records, context, () => transaction.run(text, values));
  const step = records.length > 1 ? await transaction.keyStep() : 1;
  records.forEach((record, index) => (record[name] ??= insertId + index * step));
  const last = insertId + (records.length - 1) * step;
  // The embedded engine would count on beyond what a key can be.
  if (model.key.generated && last > HIGHEST_INTEGER) throw new RuleError(noMoreKeys(model));
}

/** Runs a statement and explains in terms of fields what the database refuses. */
async function attempt<R>(
  model: ModelDefinition,
  records: readonly Values[],
  context: Context,
  statement: () => Promise<R>,
): Promise<R> {
  try {
    return await statement();
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal || refusal.kind === 'conflict') throw error;
    throw new RuleError(await problemOf(refusal, model, records, context));
  }
}

/** MySQL takes a record that refers to itself for one that another record needs. */
async function forgetItself<T extends object>(
  model: ModelDefinition<T>,
  record: Values,
  context: Context,
): Promise<void> {
  const key = record[model.key.name];
  const own = model.columns.filter(
    ({ name, nullable, references }) =>
      references?.table === model.table && nullable && record[name] === key,
  );
  if (own.length === 0) return;
  const nulls = Object.fromEntries(own.map(({ name }) => [name, null])) as Partial<T>;
  await context.records.assign(model.entity, { [model.key.name]: key }, nulls);
}

/** The columns that a change gives other values, with them. */
export function changedValues(model: ModelDefinition, values: Values, before: Values): Values {
  return Object.fromEntries(
    model.columns
      .filter(({ name, key, kind }) => {
        if (key) return false;
        if (kind === 'json') return JSON.stringify(values[name]) !== JSON.stringify(before[name]);
        return values[name] !== before[name];
      })
      .map(({ name }) => [name, values[name] ?? null]),
  );
}
