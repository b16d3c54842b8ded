import { RuleError, type Problem } from '../../src/kernel/errors/problem.js';
import type { RecordsBench } from './records.js';
import type { Entity } from '../../src/models/index.js';

export interface Refusal<T> {
  readonly codes: string[];
  readonly problem: Problem;
  /** The record as far as the rules came, which is what a client is shown. */
  readonly record: T;
}

/** Creates a record that must be refused, and says why and how far it came. */
export async function refusedInsert<T extends object>(
  bench: RecordsBench,
  entity: Entity<T>,
  values: Partial<T>,
): Promise<Refusal<T>> {
  const record = new entity();
  const attempt = bench.run(async (c) => {
    Object.assign(record, await c.records.blank(entity), values);
    await c.records.insertAll(entity, [record]);
  });
  return refusal(record, attempt);
}

/** Changes a stored record, which must be refused. */
export async function refusedUpdate<T extends object>(
  bench: RecordsBench,
  entity: Entity<T>,
  key: string | number,
  changes: Partial<T>,
): Promise<Refusal<T>> {
  const record = (await bench.run((c) => c.records.find(entity, key)))!;
  return refusal(
    record,
    bench.run((c) => c.records.update(entity, record, changes)),
  );
}

/** Deletes a stored record, which must be refused and stay. */
export async function refusedRemoval<T extends object>(
  bench: RecordsBench,
  entity: Entity<T>,
  key: string | number,
): Promise<Refusal<T>> {
  const record = (await bench.run((c) => c.records.find(entity, key)))!;
  const refused = await refusal(
    record,
    bench.run((c) => c.records.remove(entity, record)),
  );
  if (!(await bench.run((c) => c.records.find(entity, key)))) throw new Error(`${key} is gone`);
  return refused;
}

async function refusal<T>(record: T, attempt: Promise<unknown>): Promise<Refusal<T>> {
  try {
    await attempt;
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    return { codes: error.problems.map(({ code }) => code), problem: error.problems[0]!, record };
  }
  throw new Error('It was not refused');
}
