import { sql } from '../kernel/database/sql.js';
import { freeText, namedTable } from '../kernel/database/sql-table.js';
import { refuse } from '../kernel/errors/problem.js';
import { tableOf, type Context } from '../models/index.js';
import { Product } from './product.entity.js';
import { Variant } from './variant.entity.js';

/** The lines of all documents; their references are free text, so no foreign key guards them. */
export const LINE_TABLES = [
  'lineaspresupuestoscli',
  'lineaspedidoscli',
  'lineasalbaranescli',
  'lineasfacturascli',
  'lineaspresupuestosprov',
  'lineaspedidosprov',
  'lineasalbaranesprov',
  'lineasfacturasprov',
] as const;

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
  for (const table of LINE_TABLES) {
    const lines = namedTable(table, { referencia: freeText });
    const [row] = await context.transaction.read(
      sql`SELECT 1 FROM ${lines} WHERE ${lines.referencia.operand} IN (
        SELECT ${variants.referencia.operand} FROM ${variants} WHERE ${condition}) LIMIT 1`,
    );
    if (row) refuse('variant-used-in-documents', undefined, { table });
  }
}
