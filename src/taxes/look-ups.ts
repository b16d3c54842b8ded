import { provinceNames } from '../geography/index.js';
import type { Context } from '../models/index.js';
import { TaxZone } from './tax-zone.entity.js';
import { Tax } from './tax.entity.js';

const HIGHEST_NUMBER = 2_147_483_647;

/** A rule of a tax zone with the name of its province, null for any. */
export type NamedTaxZone = Omit<TaxZone, 'codisopro'> & {
  readonly provincia: string | null;
};

/** All taxes, by their code. */
export async function taxesByCode({ records }: Context): Promise<ReadonlyMap<string, Tax>> {
  return new Map((await records.all(Tax)).map((tax) => [tax.codimpuesto, tax]));
}

/** All rules of tax zones, with the names of their provinces; a rule for no place is none. */
export async function namedTaxZones(context: Context): Promise<readonly NamedTaxZone[]> {
  const zones = await context.records.all(TaxZone);
  const numbers = zones.flatMap(({ codisopro }) => provinceNumber(codisopro) ?? []);
  const names = await provinceNames(numbers, context);
  return zones.flatMap(({ codisopro, ...zone }): NamedTaxZone[] => {
    if (!codisopro) return [{ ...zone, provincia: null }];
    const provincia = names.get(provinceNumber(codisopro) ?? 0) ?? null;
    return provincia === null ? [] : [{ ...zone, provincia }];
  });
}

/** The internal number of a province that a text is; null for any other text. */
export function provinceNumber(codisopro: string | null): number | null {
  const number = /^\d{1,10}$/.test(codisopro?.trim() ?? '') ? Number(codisopro) : 0;
  return number > 0 && number <= HIGHEST_NUMBER ? number : null;
}
