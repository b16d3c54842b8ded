import { DuplicateError } from '../kernel/errors/refusal.js';
import type { ModelDefinition } from './registry/model-definition.js';

/** The refusal of a new record whose key is taken, with the address where the one there changes. */
export function existsAlready({ key, resource }: ModelDefinition, record: object): DuplicateError {
  const value = String((record as Record<string, unknown>)[key.name]);
  const address = `/api/3/${resource}/${encodeURIComponent(value.toWellFormed())}`;
  return new DuplicateError(record, { field: key.name, address });
}
