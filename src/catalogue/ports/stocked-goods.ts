import { Injectable } from '@nestjs/common';
import { FOR_UPDATE, literal, sql, type Sql } from '../../kernel/database/sql.js';
import { select } from '../../kernel/database/sql-table.js';
import { tableOf, type Context } from '../../models/index.js';
import {
  Stock,
  StockedGoods,
  type StockedProduct,
  type StockedVariant,
} from '../../stock/index.js';
import { Product } from '../product.entity.js';
import { Variant } from '../variant.entity.js';

/** The products and variants whose stock is kept. */
@Injectable()
export class CatalogueGoods extends StockedGoods {
  async variant(referencia: string, context: Context): Promise<StockedVariant | null> {
    const variant = await context.records.first(Variant, { referencia });
    return variant && { idproducto: variant.idproducto, referencia: variant.referencia };
  }

  async products(
    references: readonly string[],
    context: Context,
  ): Promise<readonly (readonly [string, StockedProduct])[]> {
    const [v, p] = [tableOf(Variant, 'v'), tableOf(Product, 'p')];
    const { idproducto, nostock, ventasinstock } = p;
    const rows = await context.transaction.read(
      select(
        { referencia: v.referencia, idproducto, nostock, ventasinstock },
        sql`FROM ${v} JOIN ${p} ON ${idproducto} = ${v.idproducto}
          WHERE ${v.referencia.in(references)}`,
      ),
    );
    return rows.map(({ referencia, ...product }) => [referencia, product] as const);
  }

  async lock(products: readonly number[], context: Context): Promise<void> {
    if (context.transaction.dialect.queuesWriters) return;
    const table = tableOf(Product);
    const { idproducto } = table;
    await context.transaction.read(
      select(
        { idproducto },
        sql`FROM ${table} WHERE ${idproducto.in(products)} ORDER BY ${idproducto}${FOR_UPDATE}`,
      ),
    );
  }

  async addUp(
    variants: readonly StockedVariant[],
    decimals: number,
    { now, transaction }: Context,
  ): Promise<void> {
    const references = [...new Set(variants.map(({ referencia }) => referencia))];
    const keys = [...new Set(variants.map(({ idproducto }) => idproducto))];
    const [stock, variant, product] = [tableOf(Stock, 's'), tableOf(Variant), tableOf(Product)];
    // By the reference as the variant writes it: that is what the foreign key and its index hold.
    const ofVariant = sql`${stock.referencia} = ${variant}.${variant.referencia}`;
    await transaction.write(
      sql`UPDATE ${variant} SET ${variant.stockfis} = ${unitsOf(ofVariant, decimals)}
        WHERE ${variant.referencia.in(references)}`,
    );
    const ofProduct = sql`${stock.idproducto} = ${product}.${product.idproducto}`;
    await transaction.write(
      sql`UPDATE ${product} SET ${product.stockfis} = ${unitsOf(ofProduct, decimals)},
        ${product.actualizado.set(now)} WHERE ${product.idproducto.in(keys)}`,
    );
  }
}

/** The units in all warehouses together. */
function unitsOf(condition: Sql, decimals: number): Sql {
  const stock = tableOf(Stock, 's');
  return sql`(SELECT COALESCE(ROUND(SUM(${stock.cantidad}), ${literal(decimals)}), 0)
    FROM ${stock} WHERE ${condition})`;
}
