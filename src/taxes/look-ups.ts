import { provinceNames } from '../geography/index.js';
import type { Context } from '../models/index.js';
import { TaxZone } from './tax-zone.entity.js';
import { Tax } from './tax.entity.js';

/** A rule of a tax zone with the name of its province, null for any. */
export type NamedTaxZone = Omit<TaxZone, 'codisopro'> & {
  readonly provincia: string | null;
};

/** All taxes, by their code. */
export async function taxesByCode({ records }: Context): Promise<ReadonlyMap<string, Tax>> {
  return new Map((await records.all(Tax)).map((tax) => [tax.codimpuesto, tax]));
}

/** All rules of tax zones, with the names of their provinces. */
export async function namedTaxZones(context: Context): Promise<readonly NamedTaxZone[]> {
  const zones = await context.records.all(TaxZone);
  const numbers = zones.flatMap(({ codisopro }) => (codisopro ? [Number(codisopro)] : []));
  const names = await provinceNames(numbers, context);
  return zones.map(({ codisopro, ...zone }) => ({
    ...zone,
    // A rule for a province that is gone is a rule for no place.
    provincia: codisopro ? (names.get(Number(codisopro)) ?? '') : null,
  }));
}
