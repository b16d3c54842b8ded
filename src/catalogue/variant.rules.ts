import { Injectable } from '@nestjs/common';
import { refuse } from '../kernel/errors/problem.js';
import { ProductImage } from '../files/index.js';
import { isEmpty, ModelRules, type Context, type RecordTest } from '../models/index.js';
import { refreshStockTotals, Stock } from '../stock/index.js';
import { followMainVariant, mainVariant } from './main-variant.js';
import { priceOfMargin } from './pricing.js';
import { Product } from './product.entity.js';
import { nextReference, refuseTakenReference, refuseWhenUsedInDocuments } from './references.js';
import { SupplierProduct } from './supplier-product.entity.js';
import { Variant } from './variant.entity.js';

/** Prices a variant by its margin, and keeps its product and what names it by reference in step. */
@Injectable()
export class VariantRules extends ModelRules<Variant> {
  readonly model = Variant;

  override async test(
    variant: Variant,
    test: RecordTest<Variant>,
    before: Readonly<Variant> | null,
  ): Promise<void> {
    const c = test.context;
    if (before) variant.stockfis = before.stockfis;
    applyMargin(variant);
    test.escape('codbarras', 'referencia');
    if (isEmpty(variant.referencia)) variant.referencia = await nextReference(c);
    test.columns();
    if (variant.referencia !== before?.referencia) await refuseTakenReference(c, variant);
  }

  override async afterInsert(variant: Variant, c: Context): Promise<void> {
    const { idproducto, referencia, stockfis } = variant;
    if (!stockfis) return;
    const stock = await c.insert(Stock, { idproducto, referencia, cantidad: stockfis });
    variant.stockfis = stock.cantidad;
  }

  override async afterUpdate(variant: Variant, before: Readonly<Variant>, c: Context) {
    if (variant.referencia !== before.referencia) await this.rename(variant, before, c);
    if (variant.idproducto !== before.idproducto) await this.move(variant, before, c);
  }

  override async afterSave(variant: Variant, _before: unknown, c: Context): Promise<void> {
    await followMainVariant(c, variant.idproducto);
  }

  override async beforeDelete(variant: Variant, c: Context): Promise<void> {
    const { idproducto, idvariante, referencia } = variant;
    const product = await c.find(Product, idproducto);
    const main = product && (await mainVariant(c, product));
    if (main?.idvariante === idvariante) refuse('you-cant-delete-primary-variant');
    await refuseWhenUsedInDocuments(c, { idvariante });
    for (const image of await c.list(ProductImage, { idproducto, referencia })) {
      await c.remove(ProductImage, image);
    }
  }

  override async afterDelete(variant: Variant, c: Context): Promise<void> {
    if (variant.stockfis) await refreshStockTotals(c, variant);
  }

  private async rename(variant: Variant, before: Readonly<Variant>, c: Context): Promise<void> {
    const { idproducto, referencia } = variant;
    const old = { referencia: before.referencia };
    await c.assign(Product, { idproducto, ...old }, { referencia, actualizado: c.now });
    // The foreign keys have renamed these rows, but not the folded texts of the embedded engine,
    // by which they are still found under the old name.
    await c.assign(Stock, old, { referencia });
    await c.assign(ProductImage, old, { referencia });
    await this.renameOffers(old.referencia, referencia, c);
  }

  /** Prices of suppliers have no foreign key on the reference. */
  private async renameOffers(old: string, referencia: string, c: Context): Promise<void> {
    for (const offer of await c.list(SupplierProduct, { referencia: old })) {
      const { id, codproveedor, refproveedor, coddivisa } = offer;
      const same = { codproveedor, refproveedor, coddivisa, referencia };
      if (await c.first(SupplierProduct, same)) continue;
      await c.assign(SupplierProduct, { id }, { referencia });
    }
  }

  private async move(variant: Variant, before: Readonly<Variant>, c: Context): Promise<void> {
    const { idproducto, referencia } = variant;
    const own = { referencia };
    await c.assign(Stock, own, { idproducto });
    await c.assign(ProductImage, own, { idproducto });
    await c.assign(SupplierProduct, own, { idproducto });
    await refreshStockTotals(c, { idproducto: before.idproducto, referencia });
    await refreshStockTotals(c, { idproducto, referencia });
    await followMainVariant(c, before.idproducto);
  }
}

/** A margin fixes the price, whatever was sent. */
function applyMargin(variant: Variant): void {
  const [coste, margen, precio] = [variant.coste, variant.margen, variant.precio].map(Number);
  if (!margen || !coste || margen < 0) return;
  variant.precio = priceOfMargin({ coste, margen, precio: precio ?? 0 });
}
