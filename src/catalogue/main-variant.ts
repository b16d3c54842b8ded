import type { Context } from '../models/index.js';
import { Product } from './product.entity.js';
import { Variant } from './variant.entity.js';

/** The variant with the product's reference, else its first one. */
export async function mainVariant(
  context: Context,
  { idproducto, referencia }: Pick<Product, 'idproducto' | 'referencia'>,
): Promise<Variant | null> {
  return (
    (await context.first(Variant, { idproducto, referencia })) ??
    (await context.first(Variant, { idproducto }))
  );
}

/** Gives a product the price and the reference of its main variant. */
export async function followMainVariant(context: Context, idproducto: number): Promise<void> {
  const product = await context.find(Product, idproducto, { lock: true });
  const main = product && (await mainVariant(context, product));
  if (!main) return;
  const { precio, referencia } = main;
  if (product.precio === precio && product.referencia === referencia) return;
  await context.assign(Product, { idproducto }, { precio, referencia, actualizado: context.now });
}
