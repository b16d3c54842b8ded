import { Company, Currency, Warehouse } from '../company/index.js';
import { Province } from '../geography/index.js';
import type { Context, Entity } from '../models/index.js';
import { Customer, Supplier } from '../parties/index.js';
import { Tax, TaxZone } from '../taxes/index.js';
import type { ZoneRule } from './calculator.js';
import { subjectOf, type AnyDocument, type DocumentKind } from './document-kind.js';
import { Series } from './series.entity.js';

/*
 * What documents ask of the tables around them. Each question is asked once in a unit of work,
 * however many lines and documents it writes.
 */

type Answers = Map<string, Promise<unknown>>;
const asked = new WeakMap<Context, Answers>();

function once<T>(c: Context, question: string, ask: () => Promise<T>): Promise<T> {
  const answers = asked.get(c) ?? (new Map() as Answers);
  asked.set(c, answers);
  const answer = (answers.get(question) as Promise<T> | undefined) ?? ask();
  answers.set(question, answer);
  return answer;
}

/** All taxes, by their code. */
export function taxesOf(c: Context): Promise<ReadonlyMap<string, Tax>> {
  return once(c, 'taxes', async () => {
    const taxes = await c.list(Tax);
    return new Map(taxes.map((tax) => [tax.codimpuesto, tax]));
  });
}

/** All rules of tax zones, with the names of their provinces. */
export function zonesOf(c: Context): Promise<readonly ZoneRule[]> {
  return once(c, 'zones', async () => {
    const zones = await c.list(TaxZone);
    const numbers = zones.flatMap(({ codisopro }) => (codisopro ? [Number(codisopro)] : []));
    if (numbers.length === 0) return zones.map((zone) => Object.assign(zone, { provincia: null }));
    const provinces = await c.list(Province, { idprovincia: numbers });
    const names = new Map(provinces.map(({ idprovincia, provincia }) => [idprovincia, provincia]));
    // A rule for a province that is gone is a rule for no place.
    const nameOf = ({ codisopro }: TaxZone) =>
      codisopro ? (names.get(Number(codisopro)) ?? '') : null;
    return zones.map((zone) => Object.assign(zone, { provincia: nameOf(zone) }));
  });
}

export function companyOf({ idempresa }: Readonly<AnyDocument>, c: Context) {
  return once(c, `company ${idempresa}`, () => c.find(Company, idempresa));
}

/** Null also for a code that only differs in case: it names no warehouse. */
export async function warehouseOf(codalmacen: string | null, c: Context) {
  const warehouse = await once(c, `warehouse ${codalmacen}`, () => c.find(Warehouse, codalmacen));
  return warehouse?.codalmacen === codalmacen ? warehouse : null;
}

export function currencyOf(coddivisa: string | null, c: Context) {
  return once(c, `currency ${coddivisa}`, () => c.find(Currency, coddivisa));
}

export function seriesOf({ codserie }: Readonly<AnyDocument>, c: Context) {
  return once(c, `series ${codserie}`, () => c.find(Series, codserie));
}

/** The customer or supplier of the document; null for none. */
export function partyOf(
  kind: DocumentKind,
  document: Readonly<AnyDocument>,
  c: Context,
): Promise<Customer | Supplier | null> {
  const code = subjectOf(kind, document);
  const entity: Entity<Customer | Supplier> = kind.side === 'sales' ? Customer : Supplier;
  return once(c, `${kind.subjectColumn} ${code}`, () => c.find(entity, code));
}
