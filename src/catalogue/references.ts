import { sql } from '../kernel/database/sql.js';
import { refuse } from '../kernel/errors/problem.js';
import { tableOf, type Context } from '../models/index.js';
import { Product } from './product.entity.js';
import { TradedGoods } from './ports/traded-goods.js';
import { Variant } from './variant.entity.js';

/** A reference for what was sent without one: one more than the highest number among variants. */
export async function nextReference(context: Context): Promise<string> {
  return String(await context.numbers.next(Variant, 'referencia'));
}

/**
 * Refuses a reference that is taken: for a variant by any other one, for a product by a variant of
 * another product, for both by another product itself.
 */
export async function refuseTakenReference(
  context: Context,
  record: Product | Variant,
): Promise<void> {
  const { idproducto, referencia } = record;
  const variant = await context.records.first(Variant, { referencia });
  const product = await context.records.first(Product, { referencia });
  const isOwn =
    record instanceof Variant
      ? variant?.idvariante === record.idvariante
      : variant?.idproducto === idproducto;
  if ((variant && !isOwn) || (product && product.idproducto !== idproducto)) {
    refuse('duplicated-reference', 'referencia', { reference: referencia });
  }
}

/** Refuses what would leave lines of documents with a reference that nobody knows any more. */
export async function refuseWhenUsedInDocuments(
  context: Context,
  by: { idproducto: number } | { idvariante: number },
): Promise<void> {
  const variants = tableOf(Variant);
  const condition =
    'idproducto' in by
      ? variants.idproducto.is(by.idproducto)
      : variants.idvariante.is(by.idvariante);
  const references = sql`SELECT ${variants.referencia.operand} FROM ${variants} WHERE ${condition}`;
  const table = await context.port(TradedGoods).tableNaming(references, context);
  if (table) refuse('variant-used-in-documents', undefined, { table });
}
