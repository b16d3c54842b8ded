import { sum } from '../../kernel/money/decimal.js';
import type { Context } from '../../models/index.js';
import { costByPolicy, type Purchase } from './cost-policy.js';
import { netInEuros, netSupplierPrice } from './pricing.js';
import { SupplierProduct } from './supplier-product.entity.js';
import { TradedGoods, type BoughtGoods } from '../ports/traded-goods.js';
import { Variant } from '../variant.entity.js';

/**
 * Takes the cost of a variant anew from what its suppliers ask, by the setting `costpricepolicy`;
 * without one, or with nothing to take it from, it stays.
 */
export async function refreshVariantCost(
  context: Context,
  referencia: string | null,
): Promise<void> {
  const policy = context.settings.text('costpricepolicy');
  if (policy === '' || referencia === null) return;
  const variant = await context.records.first(Variant, { referencia }, { lock: true });
  if (!variant) return;
  const { idproducto } = variant;
  const offers = await context.records.list(SupplierProduct, { idproducto, referencia });
  const stock = variant.stockfis ?? 0;
  const purchases =
    policy === 'actual-price' && stock >= 1 ? await purchasesOf(context, variant) : [];
  const known = offers.map(({ neto, netoeuros, actualizado }) => ({
    neto: neto ?? 0,
    netoeuros: netoeuros ?? 0,
    actualizado,
  }));
  const coste = costByPolicy(policy, known, purchases, stock);
  if (coste !== null && coste !== variant.coste)
    await context.records.update(Variant, variant, { coste });
}

/** What was bought of a variant and entered its stock. */
async function purchasesOf(context: Context, variant: Variant): Promise<Purchase[]> {
  return (await context.port(TradedGoods).boughtOf(variant, context)).map(purchaseOf);
}

function purchaseOf(row: BoughtGoods): Purchase {
  const net = netSupplierPrice(row.pvpunitario, row.dtopor, row.dtopor2);
  const netOfAll = netSupplierPrice(net, row.ofAll ?? 0, row.ofAll2 ?? 0);
  return {
    cantidad: sum([row.cantidad, -row.servido]),
    netoeuros: netInEuros(netOfAll, row.tasaconv || 1),
    fecha: `${row.fecha} ${row.hora ?? ''}`,
  };
}
