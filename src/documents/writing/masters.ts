import { provinceNames } from '../../geography/index.js';
import type { Context } from '../../models/index.js';
import { partyOf, type AnyParty } from '../../parties/index.js';
import { Tax, TaxZone } from '../../taxes/index.js';
import type { ZoneRule } from '../calculation/calculation.js';
import { subjectOf, type AnyDocument, type DocumentKind } from '../kinds/document-kind.js';
import { Series } from '../numbering/series.entity.js';

/** What documents ask of the tables around them. */

/** All taxes, by their code. */
export async function taxesOf(context: Context): Promise<ReadonlyMap<string, Tax>> {
  const taxes = await context.records.all(Tax);
  return new Map(taxes.map((tax) => [tax.codimpuesto, tax]));
}

/** All rules of tax zones, with the names of their provinces. */
export async function zonesOf(context: Context): Promise<readonly ZoneRule[]> {
  const zones = await context.records.all(TaxZone);
  const numbers = zones.flatMap(({ codisopro }) => (codisopro ? [Number(codisopro)] : []));
  const names = await provinceNames(numbers, context);
  return zones.map((zone) => ({
    codpais: zone.codpais,
    // A rule for a province that is gone is a rule for no place.
    provincia: zone.codisopro ? (names.get(Number(zone.codisopro)) ?? '') : null,
    codimpuesto: zone.codimpuesto,
    codimpuestosel: zone.codimpuestosel,
    excepcioniva: zone.excepcioniva,
    prioridad: zone.prioridad,
  }));
}

/** The series of that code, in whatever case; null for none. */
export async function seriesOf(
  { codserie }: Pick<AnyDocument, 'codserie'>,
  context: Context,
): Promise<Series | null> {
  const code = codserie.toLowerCase();
  return (
    (await context.records.all(Series)).find((each) => each.codserie.toLowerCase() === code) ?? null
  );
}

/** The customer or supplier of the document; null for none. */
export async function partyOfDocument(
  kind: DocumentKind,
  document: Readonly<AnyDocument>,
  context: Context,
): Promise<AnyParty | null> {
  const code = subjectOf(kind, document);
  return code === null ? null : partyOf(kind.side, code, context);
}
