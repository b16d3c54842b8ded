import type { Context } from '../models/index.js';
import { Company } from './company.entity.js';
import { Currency } from './currency.entity.js';
import { Warehouse } from './warehouse.entity.js';

/** The company of that number; null for none. */
export async function companyOf(idempresa: number | null, { records }: Context) {
  return (await records.all(Company)).find((each) => each.idempresa === idempresa) ?? null;
}

/** Null also for a code that only differs in case: it names no warehouse. */
export async function warehouseOf(codalmacen: string | null, { records }: Context) {
  return (await records.all(Warehouse)).find((each) => each.codalmacen === codalmacen) ?? null;
}

/** The currency of that code, in whatever case; null for none. */
export async function currencyOf(coddivisa: string | null, { records }: Context) {
  const code = coddivisa?.toLowerCase();
  return (
    (await records.all(Currency)).find((each) => each.coddivisa.toLowerCase() === code) ?? null
  );
}
