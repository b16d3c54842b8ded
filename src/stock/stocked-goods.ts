import type { Context } from '../models/index.js';

/** A variant as rows of stock name it. */
export interface StockedVariant {
  readonly idproducto: number;
  readonly referencia: string;
}

/** What stock asks of the product of a variant. */
export interface StockedProduct {
  readonly idproducto: number;
  /** True for products whose stock is not kept. */
  readonly nostock: boolean | null;
  /** True for products that are sold even when there are none. */
  readonly ventasinstock: boolean | null;
}

/** What stock asks of the catalogue: a port of stock, which the catalogue knows. */
export abstract class StockedGoods {
  /** The stored variant of that reference; null when there is none. */
  abstract variant(referencia: string, context: Context): Promise<StockedVariant | null>;

  /** The products of the variants with these references, with the reference as the variant has it. */
  abstract products(
    references: readonly string[],
    context: Context,
  ): Promise<readonly (readonly [referencia: string, product: StockedProduct])[]>;

  /** Makes products the unit of work's alone until it ends, in the order of their keys. */
  abstract lock(products: readonly number[], context: Context): Promise<void>;

  /**
   * Writes into variants and their products the sum of their rows of stock, to so many decimals.
   * The products count as changed now.
   */
  abstract addUp(
    variants: readonly StockedVariant[],
    decimals: number,
    context: Context,
  ): Promise<void>;
}
