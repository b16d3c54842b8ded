import type { Context } from '../models/index.js';
import { Product } from './product.entity.js';

/** The products that one unit of work asked for, by key. */
class KnownProducts {
  readonly byKey = new Map<number, Product>();
}

/** Products by key, each read once in a unit of work; others that were read before are there too. */
export async function productsOf(
  keys: readonly number[],
  context: Context,
): Promise<ReadonlyMap<number, Product>> {
  const { byKey } = context.part(KnownProducts);
  const unknown = [...new Set(keys)].filter((key) => !byKey.has(key));
  const found = unknown.length ? await context.records.list(Product, { idproducto: unknown }) : [];
  for (const product of found) byKey.set(product.idproducto, product);
  return byKey;
}
