import { Injectable } from '@nestjs/common';
import { Currency } from '../../company/index.js';
import { refuse } from '../../kernel/errors/problem.js';
import { isEmpty, ModelRules, type Context, type RecordTest } from '../../models/index.js';
import { netInEuros, netSupplierPrice } from './pricing.js';
import { SupplierProduct } from './supplier-product.entity.js';
import { refreshVariantCost } from './variant-cost.js';
import { Variant } from '../variant.entity.js';

/** Nets a supplier's price and lets it change the cost of the variant. */
@Injectable()
export class SupplierProductRules extends ModelRules<SupplierProduct> {
  readonly model = SupplierProduct;

  override async validate(
    offer: SupplierProduct,
    test: RecordTest<SupplierProduct>,
  ): Promise<void> {
    const context = test.context;
    test.escape('referencia', 'refproveedor');
    test.filled('referencia');
    const { referencia } = offer;
    if (isEmpty(offer.refproveedor)) offer.refproveedor = referencia ?? '';
    const variant = await context.records.first(Variant, { referencia });
    if (!variant) refuse('reference-not-found', 'referencia', { value: referencia ?? '' });
    offer.idproducto = variant.idproducto;
    const { actualizado } = offer;
    if (isEmpty(actualizado) || actualizado > context.now) offer.actualizado = context.now;
    const discounts = [offer.dtopor, offer.dtopor2].map(Number) as [number, number];
    offer.neto = netSupplierPrice(Number(offer.precio), ...discounts);
    const currency = await context.records.find(Currency, offer.coddivisa);
    offer.netoeuros = netInEuros(offer.neto, currency?.tasaconvcompra ?? null);
    test.columns();
  }

  override async afterInsert(offer: SupplierProduct, context: Context): Promise<void> {
    await refreshVariantCost(context, offer.referencia);
  }

  override async afterUpdate(
    offer: SupplierProduct,
    before: Readonly<SupplierProduct>,
    context: Context,
  ): Promise<void> {
    const moved = offer.referencia !== before.referencia;
    const repriced = offer.neto !== before.neto || offer.netoeuros !== before.netoeuros;
    if (moved || repriced) await refreshVariantCost(context, offer.referencia);
    if (moved) await refreshVariantCost(context, before.referencia);
  }

  override async afterDelete(offer: SupplierProduct, context: Context): Promise<void> {
    await refreshVariantCost(context, offer.referencia);
  }
}
