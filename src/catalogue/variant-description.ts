import type { Context } from '../models/index.js';
import { AttributeValue } from './attributes/attribute-value.entity.js';
import { Attribute } from './attributes/attribute.entity.js';
import type { Product } from './product.entity.js';
import type { Variant } from './variant.entity.js';

/** An attribute value as descriptions show it, with the position of its attribute. */
export interface DescribedValue {
  readonly descripcion: string | null;
  readonly num_selector: number;
}

const LAST_POSITION = 99;
const SLOTS = [
  'idatributovalor1',
  'idatributovalor2',
  'idatributovalor3',
  'idatributovalor4',
] as const;

/**
 * The text of a variant: that of the product and, on a line of its own, those of its attribute
 * values in the order of their attributes.
 */
export function describeVariant(product: string, values: readonly DescribedValue[]): string {
  if (values.length === 0) return product;
  const inOrder = values.toSorted((a, b) => position(a) - position(b));
  return `${product}\n${inOrder.map(({ descripcion }) => descripcion ?? '').join(', ')}`;
}

/** As `describeVariant`, of stored variants with their products, by the key of the variant. */
export async function variantDescriptions(
  context: Context,
  variants: readonly { readonly variant: Variant; readonly product: Product }[],
): Promise<ReadonlyMap<number, string>> {
  const keys = variants.flatMap(({ variant }) => SLOTS.flatMap((slot) => variant[slot] ?? []));
  const values = keys.length
    ? await context.records.list(AttributeValue, { id: [...new Set(keys)] })
    : [];
  const codes = [...new Set(values.map(({ codatributo }) => codatributo))];
  const attributes = codes.length
    ? await context.records.list(Attribute, { codatributo: codes })
    : [];
  const positions = new Map(attributes.map((each) => [each.codatributo, each.num_selector]));
  const described = new Map<number, DescribedValue>(
    values.map(({ id, descripcion, codatributo }) => [
      id,
      { descripcion, num_selector: positions.get(codatributo) ?? 0 },
    ]),
  );
  return new Map(
    variants.map(({ variant, product }) => {
      const own = SLOTS.flatMap((slot) => described.get(variant[slot] ?? 0) ?? []);
      return [variant.idvariante, describeVariant(product.descripcion ?? '', own)];
    }),
  );
}

function position({ num_selector }: DescribedValue): number {
  return num_selector === 0 ? LAST_POSITION : num_selector;
}
