import { Injectable } from '@nestjs/common';
import { refuse } from '../kernel/errors/problem.js';
import { ProductImage } from '../files/index.js';
import { isEmpty, ModelRules, type Context, type RecordTest } from '../models/index.js';
import { refreshStockTotals, Stock } from '../stock/index.js';
import { followMainVariant, mainVariant } from './main-variant.js';
import { priceOfMargin } from './prices/pricing.js';
import { Product } from './product.entity.js';
import { nextReference, refuseTakenReference, refuseWhenUsedInDocuments } from './references.js';
import { SupplierProduct } from './prices/supplier-product.entity.js';
import { Variant } from './variant.entity.js';

/** Prices a variant by its margin, and keeps its product and what names it by reference in step. */
@Injectable()
export class VariantRules extends ModelRules<Variant> {
  readonly model = Variant;

  override async validate(
    variant: Variant,
    test: RecordTest<Variant>,
    before: Readonly<Variant> | null,
  ): Promise<void> {
    const context = test.context;
    if (before) variant.stockfis = before.stockfis;
    applyMargin(variant);
    test.escape('codbarras', 'referencia');
    if (isEmpty(variant.referencia)) variant.referencia = await nextReference(context);
    test.columns();
    if (variant.referencia !== before?.referencia) await refuseTakenReference(context, variant);
  }

  override async afterInsert(variant: Variant, context: Context): Promise<void> {
    const { idproducto, referencia, stockfis } = variant;
    if (!stockfis) return;
    const stock = await context.records.insert(Stock, {
      idproducto,
      referencia,
      cantidad: stockfis,
    });
    variant.stockfis = stock.cantidad;
  }

  override async afterUpdate(variant: Variant, before: Readonly<Variant>, context: Context) {
    if (variant.referencia !== before.referencia) await this.rename(variant, before, context);
    if (variant.idproducto !== before.idproducto) await this.move(variant, before, context);
  }

  override async afterSave(variant: Variant, _before: unknown, context: Context): Promise<void> {
    await followMainVariant(context, variant.idproducto);
  }

  override async beforeDelete(variant: Variant, context: Context): Promise<void> {
    const { idproducto, idvariante, referencia } = variant;
    const product = await context.records.find(Product, idproducto);
    const main = product && (await mainVariant(context, product));
    if (main?.idvariante === idvariante) refuse('you-cant-delete-primary-variant');
    await refuseWhenUsedInDocuments(context, { idvariante });
    for (const image of await context.records.list(ProductImage, { idproducto, referencia })) {
      await context.records.remove(ProductImage, image);
    }
  }

  override async afterDelete(variant: Variant, context: Context): Promise<void> {
    if (variant.stockfis) await refreshStockTotals(context, variant);
  }

  private async rename(
    variant: Variant,
    before: Readonly<Variant>,
    context: Context,
  ): Promise<void> {
    const { idproducto, referencia } = variant;
    const old = { referencia: before.referencia };
    await context.records.assign(
      Product,
      { idproducto, ...old },
      { referencia, actualizado: context.now },
    );
    // The foreign keys have renamed these rows, but not the folded texts of the embedded engine,
    // by which they are still found under the old name.
    await context.records.assign(Stock, old, { referencia });
    await context.records.assign(ProductImage, old, { referencia });
    await this.renameOffers(old.referencia, referencia, context);
  }

  /** Prices of suppliers have no foreign key on the reference. */
  private async renameOffers(old: string, referencia: string, context: Context): Promise<void> {
    for (const offer of await context.records.list(SupplierProduct, { referencia: old })) {
      const { id, codproveedor, refproveedor, coddivisa } = offer;
      const same = { codproveedor, refproveedor, coddivisa, referencia };
      if (await context.records.first(SupplierProduct, same)) continue;
      await context.records.assign(SupplierProduct, { id }, { referencia });
    }
  }

  private async move(variant: Variant, before: Readonly<Variant>, context: Context): Promise<void> {
    const { idproducto, referencia } = variant;
    const own = { referencia };
    await context.records.assign(Stock, own, { idproducto });
    await context.records.assign(ProductImage, own, { idproducto });
    await context.records.assign(SupplierProduct, own, { idproducto });
    await refreshStockTotals(context, { idproducto: before.idproducto, referencia });
    await refreshStockTotals(context, { idproducto, referencia });
    await followMainVariant(context, before.idproducto);
  }
}

/** A margin fixes the price, whatever was sent. */
function applyMargin(variant: Variant): void {
  const [coste, margen, precio] = [variant.coste, variant.margen, variant.precio].map(Number);
  if (!margen || !coste || margen < 0) return;
  variant.precio = priceOfMargin({ coste, margen, precio: precio ?? 0 });
}
