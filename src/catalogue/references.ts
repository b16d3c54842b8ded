import { refuse } from '../kernel/errors/problem.js';
import type { Context } from '../models/index.js';
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
export async function nextReference(c: Context): Promise<string> {
  return String(await c.nextNumber(Variant, 'referencia'));
}

/** Refuses a reference that a variant of another product, or another product, has. */
export async function refuseReferenceOfOthers(
  c: Context,
  { idproducto, referencia }: Pick<Product, 'idproducto' | 'referencia'>,
): Promise<void> {
  const taken =
    (await c.first(Variant, { referencia })) ?? (await c.first(Product, { referencia }));
  if (taken && taken.idproducto !== idproducto) refuseReference(referencia);
}

export function refuseReference(referencia: string): never {
  refuse('duplicated-reference', 'referencia', { reference: referencia });
}

/** Refuses what would leave lines of documents with a reference that nobody knows any more. */
export async function refuseWhenUsedInDocuments(
  c: Context,
  by: { idproducto: number } | { idvariante: number },
): Promise<void> {
  const { quote, operand } = c.transaction.dialect;
  const reference = operand('referencia', 'text');
  const [[column, key] = ['', 0]] = Object.entries(by);
  for (const table of LINE_TABLES) {
    const [row] = await c.transaction.rows(
      `SELECT 1 FROM ${quote(table)} WHERE ${reference} IN (` +
        `SELECT ${reference} FROM ${quote('variantes')} WHERE ${quote(column)} = ?) LIMIT 1`,
      [key],
    );
    if (row) refuse('variant-used-in-documents', undefined, { table });
  }
}
