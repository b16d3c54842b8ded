import { Injectable } from '@nestjs/common';
import { refuse } from '../kernel/errors/problem.js';
import { ProductImage } from '../files/index.js';
import { isEmpty, ModelRules, type Context, type RecordTest } from '../models/index.js';
import { Stock } from '../stock/index.js';
import { Tax, testFiscalKeys } from '../taxes/index.js';
import { mainVariant } from './main-variant.js';
import { Product } from './product.entity.js';
import { nextReference, refuseTakenReference, refuseWhenUsedInDocuments } from './references.js';
import { Variant } from './variant.entity.js';

/**
 * A product and its main variant are two rows of one thing: reference and price are those of the
 * main variant and go back and forth; the stock is the sum of its rows and can not be typed in.
 */
@Injectable()
export class ProductRules extends ModelRules<Product> {
  readonly model = Product;

  override defaults(product: Product): void {
    product.ventasinstock ??= true;
  }

  override async validate(
    product: Product,
    test: RecordTest<Product>,
    before: Readonly<Product> | null,
  ): Promise<void> {
    const context = test.context;
    if (before) product.stockfis = before.stockfis;
    test.escape('referencia');
    test.escapeOrEmpty('descripcion', 'observaciones');
    if (isEmpty(product.referencia)) product.referencia = await nextReference(context);
    if (product.nostock === true) Object.assign(product, { stockfis: 0, ventasinstock: true });
    if (product.bloqueado === true) {
      Object.assign(product, { publico: false, sevende: false, secompra: false });
    }
    product.actualizado = context.now;
    testFiscalKeys(test, before, 'excepcioniva');
    await this.testTax(product, context);
    test.columns();
    if (product.referencia !== before?.referencia) await refuseTakenReference(context, product);
  }

  override async afterInsert(product: Product, context: Context): Promise<void> {
    const { idproducto, referencia, precio, stockfis } = product;
    const variant = await context.records.insert(Variant, {
      idproducto,
      referencia,
      precio,
      stockfis,
    });
    product.stockfis = variant.stockfis;
  }

  override async afterUpdate(
    product: Product,
    before: Readonly<Product>,
    context: Context,
  ): Promise<void> {
    const { idproducto } = product;
    if (product.nostock === true && before.stockfis) {
      await context.records.discard(Stock, { idproducto });
      await context.records.assign(Variant, { idproducto }, { stockfis: 0 });
    }
    await this.changeMainVariant(product, before, context);
  }

  override async beforeDelete(product: Product, context: Context): Promise<void> {
    const { idproducto } = product;
    await refuseWhenUsedInDocuments(context, { idproducto });
    for (const image of await context.records.list(ProductImage, { idproducto })) {
      await context.records.remove(ProductImage, image);
    }
  }

  /** A reason for exemption belongs to a tax of 0 %. */
  private async testTax(product: Product, context: Context): Promise<void> {
    if (isEmpty(product.excepcioniva)) return;
    if (isEmpty(product.codimpuesto)) refuse('product-without-tax', 'codimpuesto');
    const tax = await context.records.find(Tax, product.codimpuesto);
    if (!tax || tax.iva === 0) return;
    refuse('product-with-tax-exception-distinct-cero', 'excepcioniva', { tax: tax.codimpuesto });
  }

  /** The reference of another variant of the product makes that one the main variant. */
  private async changeMainVariant(product: Product, before: Readonly<Product>, context: Context) {
    const { idproducto, referencia, precio } = product;
    const changes = {
      ...(referencia !== before.referencia && { referencia }),
      ...(precio !== before.precio && { precio }),
    };
    if (Object.keys(changes).length === 0) return;
    const main =
      (await context.records.first(Variant, { idproducto, referencia })) ??
      (await mainVariant(context, before));
    if (!main) return;
    await context.records.update(Variant, main, changes);
    Object.assign(product, { referencia: main.referencia, precio: main.precio });
  }
}
