import { Injectable } from '@nestjs/common';
import { places } from '../kernel/database/places.js';
import type { Context } from '../models/index.js';
import { Stock, StockedGoods, type StockedProduct, type StockedVariant } from '../stock/index.js';
import { Variant } from './variant.entity.js';

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
    const { transaction } = context;
    const { dialect } = transaction;
    const { quote } = dialect;
    const of = (alias: string) => (name: string) => `${alias}.${quote(name)}`;
    const [ofVariant, ofProduct] = [of('v'), of('p')];
    const columns = ['idproducto', 'nostock', 'ventasinstock'].map(ofProduct).join(', ');
    const rows = await transaction.rows(
      `SELECT ${ofVariant('referencia')}, ${columns} FROM ${quote('variantes')} v ` +
        `JOIN ${quote('productos')} p ON ${ofProduct('idproducto')} = ${ofVariant('idproducto')} ` +
        `WHERE v.${dialect.operand('referencia', 'text')} ` +
        `IN (${places(references)})`,
      references.map((reference) => dialect.value(reference, 'text')),
    );
    return rows.map(([referencia, ...product]) => {
      const [idproducto, nostock, ventasinstock] = product.map(Number) as [number, number, number];
      const flags = { nostock: nostock === 1, ventasinstock: ventasinstock === 1 };
      return [String(referencia), { idproducto, ...flags }];
    });
  }

  async lock(products: readonly number[], context: Context): Promise<void> {
    const { dialect } = context.transaction;
    if (dialect.forUpdate === '') return;
    const key = dialect.quote('idproducto');
    await context.transaction.rows(
      `SELECT ${key} FROM ${dialect.quote('productos')} ` +
        `WHERE ${key} IN (${places(products)}) ORDER BY ${key}${dialect.forUpdate}`,
      products,
    );
  }

  async addUp(
    variants: readonly StockedVariant[],
    decimals: number,
    context: Context,
  ): Promise<void> {
    const references = [...new Set(variants.map(({ referencia }) => referencia))];
    await addUp('variantes', 'referencia', references, {}, decimals, context);
    const products = [...new Set(variants.map(({ idproducto }) => idproducto))];
    const now = { actualizado: context.now };
    await addUp('productos', 'idproducto', products, now, decimals, context);
  }
}

/** Sets `stockfis` and `further` in a table, found by a column that rows of stock have too. */
async function addUp(
  table: string,
  column: string,
  values: readonly (string | number)[],
  further: Readonly<Record<string, string>>,
  decimals: number,
  context: Context,
): Promise<void> {
  const { transaction } = context;
  const { dialect } = transaction;
  const quote = (name: string) => dialect.quote(name);
  const comparison = column === 'referencia' ? 'text' : 'number';
  const others = Object.keys(further).map((name) => `, ${quote(name)} = ?`);
  const stocks = quote(context.models.of(Stock).table);
  transaction.touch(table);
  await transaction.run(
    `UPDATE ${quote(table)} SET ${quote('stockfis')} = (` +
      `SELECT COALESCE(ROUND(SUM(s.${quote('cantidad')}), ${decimals}), 0) ` +
      // By the reference as the variant writes it: that is what the foreign key and its index hold.
      `FROM ${stocks} s WHERE s.${quote(column)} = ${quote(table)}.${quote(column)})${others.join('')} ` +
      `WHERE ${dialect.operand(column, comparison)} IN (${places(values)})`,
    [...Object.values(further), ...values.map((value) => dialect.value(value, comparison))],
  );
}
