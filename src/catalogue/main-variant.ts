import type { Context } from '../models/index.js';
import { Product } from './product.entity.js';
import { Variant } from './variant.entity.js';

/** The variant with the product's reference, else its first one. */
export async function mainVariant(
  context: Context,
  { idproducto, referencia }: Pick<Product, 'idproducto' | 'referencia'>,
): Promise<Variant | null> {
  return (
    (await context.records.first(Variant, { idproducto, referencia })) ??
    (await context.records.first(Variant, { idproducto }))
  );
}

/** Gives a product the price and the reference of its main variant. */
export async function followMainVariant(context: Context, idproducto: number): Promise<void> {
  const product = await context.records.find(Product, idproducto, { lock: true });
  const main = product && (await mainVariant(context, product));
  if (!main) return;
  const { precio, referencia } = main;
  if (product.precio === precio && product.referencia === referencia) return;
  await context.records.assign(
    Product,
    { idproducto },
    { precio, referencia, actualizado: context.now },
  );
}
