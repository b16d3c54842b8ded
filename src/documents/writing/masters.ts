import { Product } from '../../catalogue/index.js';
import { Company, Currency, Warehouse } from '../../company/index.js';
import { Province } from '../../geography/index.js';
import type { Context, Entity } from '../../models/index.js';
import { Customer, Supplier } from '../../parties/index.js';
import { Tax, TaxZone } from '../../taxes/index.js';
import type { ZoneRule } from '../calculation/calculator.js';
import { subjectOf, type AnyDocument, type DocumentKind } from '../kinds/document-kind.js';
import { Series } from '../numbering/series.entity.js';

/** What documents ask of the tables around them. */

/** All taxes, by their code. */
export async function taxesOf(context: Context): Promise<ReadonlyMap<string, Tax>> {
  const taxes = await context.all(Tax);
  return new Map(taxes.map((tax) => [tax.codimpuesto, tax]));
}

/** All rules of tax zones, with the names of their provinces. */
export async function zonesOf(context: Context): Promise<readonly ZoneRule[]> {
  const zones = await context.all(TaxZone);
  const numbers = zones.flatMap(({ codisopro }) => (codisopro ? [Number(codisopro)] : []));
  const provinces = numbers.length
    ? await context.once('provinces', () => context.list(Province, { idprovincia: numbers }))
    : [];
  const names = new Map(provinces.map(({ idprovincia, provincia }) => [idprovincia, provincia]));
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

export async function companyOf({ idempresa }: Readonly<AnyDocument>, context: Context) {
  return (await context.all(Company)).find((company) => company.idempresa === idempresa) ?? null;
}

/** Null also for a code that only differs in case: it names no warehouse. */
export async function warehouseOf(codalmacen: string | null, context: Context) {
  const warehouses = await context.all(Warehouse);
  return warehouses.find((warehouse) => warehouse.codalmacen === codalmacen) ?? null;
}

export async function currencyOf(coddivisa: string | null, context: Context) {
  const code = coddivisa?.toLowerCase();
  return (
    (await context.all(Currency)).find((each) => each.coddivisa.toLowerCase() === code) ?? null
  );
}

export async function seriesOf({ codserie }: Readonly<AnyDocument>, context: Context) {
  const code = codserie.toLowerCase();
  return (await context.all(Series)).find((each) => each.codserie.toLowerCase() === code) ?? null;
}

/** The customer or supplier of the document; null for none. */
export function partyOf(
  kind: DocumentKind,
  document: Readonly<AnyDocument>,
  context: Context,
): Promise<Customer | Supplier | null> {
  const code = subjectOf(kind, document);
  const entity: Entity<Customer | Supplier> = kind.side === 'sales' ? Customer : Supplier;
  return context.once(`${kind.subjectColumn} ${code}`, () => context.find(entity, code));
}

const products = new WeakMap<Context, Map<number, Product>>();

/** Products by key, each read once in a unit of work. */
export async function productsOf(
  keys: readonly number[],
  context: Context,
): Promise<ReadonlyMap<number, Product>> {
  const known = products.get(context) ?? new Map<number, Product>();
  products.set(context, known);
  const unknown = [...new Set(keys)].filter((key) => !known.has(key));
  const found = unknown.length ? await context.list(Product, { idproducto: unknown }) : [];
  for (const product of found) known.set(product.idproducto, product);
  return known;
}
