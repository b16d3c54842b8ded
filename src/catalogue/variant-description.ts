import type { Context } from '../models/index.js';
import { AttributeValue } from './attribute-value.entity.js';
import { Attribute } from './attribute.entity.js';
import { Product } from './product.entity.js';
import type { Variant } from './variant.entity.js';

/** An attribute value as descriptions show it, with the position of its attribute. */
export interface DescribedValue {
  readonly descripcion: string | null;
  readonly num_selector: number;
}

const LAST_POSITION = 99;

/**
 * The text of a variant: that of the product and, on a line of its own, those of its attribute
 * values in the order of their attributes.
 */
export function describeVariant(product: string, values: readonly DescribedValue[]): string {
  if (values.length === 0) return product;
  const inOrder = values.toSorted((a, b) => position(a) - position(b));
  return `${product}\n${inOrder.map(({ descripcion }) => descripcion ?? '').join(', ')}`;
}

/** As `describeVariant`, of a stored variant. */
export async function variantDescription(c: Context, variant: Variant): Promise<string> {
  const product = await c.find(Product, variant.idproducto);
  const values: DescribedValue[] = [];
  for (const slot of [1, 2, 3, 4] as const) {
    const value = await c.find(AttributeValue, variant[`idatributovalor${slot}`]);
    const attribute = value && (await c.find(Attribute, value.codatributo));
    if (!value) continue;
    const { descripcion } = value;
    values.push({ descripcion, num_selector: attribute?.num_selector ?? 0 });
  }
  return describeVariant(product?.descripcion ?? '', values);
}

function position({ num_selector }: DescribedValue): number {
  return num_selector === 0 ? LAST_POSITION : num_selector;
}
