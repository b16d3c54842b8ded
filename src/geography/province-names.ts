import type { Context } from '../models/index.js';
import { Province } from './province.entity.js';

/** The names of provinces that one unit of work asked for; null for one that is gone. */
class KnownProvinces {
  readonly names = new Map<number, string | null>();
}

/** The names of provinces by their numbers, each read once; those that are gone have none. */
export async function provinceNames(
  numbers: readonly number[],
  context: Context,
): Promise<ReadonlyMap<number, string | null>> {
  const { names } = context.part(KnownProvinces);
  const unknown = [...new Set(numbers)].filter((number) => !names.has(number));
  const found = unknown.length
    ? await context.records.list(Province, { idprovincia: unknown })
    : [];
  for (const number of unknown) names.set(number, null);
  for (const { idprovincia, provincia } of found) names.set(idprovincia, provincia);
  return names;
}
