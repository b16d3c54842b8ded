import type { Context } from '../models/index.js';
import { Product } from './product.entity.js';
import { Variant } from './variant.entity.js';

/** The variant with the product's reference, else its first one. */
export async function mainVariant(
  c: Context,
  { idproducto, referencia }: Pick<Product, 'idproducto' | 'referencia'>,
): Promise<Variant | null> {
  return (
    (await c.first(Variant, { idproducto, referencia })) ?? (await c.first(Variant, { idproducto }))
  );
}

/** Gives a product the price and the reference of its main variant. */
export async function followMainVariant(c: Context, idproducto: number): Promise<void> {
  const product = await c.find(Product, idproducto, { lock: true });
  const main = product && (await mainVariant(c, product));
  if (!main) return;
  const { precio, referencia } = main;
  if (product.precio === precio && product.referencia === referencia) return;
  await c.assign(Product, { idproducto }, { precio, referencia, actualizado: c.now });
}
