import { Injectable } from '@nestjs/common';
import { refuse } from '../kernel/errors/problem.js';
import { ModelRules, type Context, type RecordTest } from '../models/index.js';
import { available } from './stock-movements.js';
import { quantity, refreshStockTotals, stockedVariant } from './stock-totals.js';
import { Stock } from './stock.entity.js';

/** Keeps quantities to three decimals, and the totals of variant and product beside them. */
@Injectable()
export class StockRules extends ModelRules<Stock> {
  readonly model = Stock;

  override async validate(stock: Stock, test: RecordTest<Stock>): Promise<void> {
    test.escape('ubicacion');
    stock.cantidad = rounded(stock.cantidad);
    stock.reservada = rounded(stock.reservada);
    stock.pterecibir = rounded(stock.pterecibir);
    stock.disponible = available(Number(stock.cantidad), Number(stock.reservada));
    if (stock.referencia !== null) await this.takeVariant(stock, test.context);
    test.columns();
  }

  override async afterSave(stock: Stock, before: Readonly<Stock> | null, context: Context) {
    await refreshStockTotals(context, stock);
    const moved = before !== null && before.referencia !== stock.referencia;
    if (moved) await refreshStockTotals(context, before);
  }

  override async afterDelete(stock: Stock, context: Context): Promise<void> {
    stock.cantidad = 0;
    await refreshStockTotals(context, stock);
  }

  /** The product is always that of the variant: its total would be wrong with any other. */
  private async takeVariant(stock: Stock, context: Context): Promise<void> {
    const variant = await stockedVariant(context, stock.referencia.trim());
    if (!variant) refuse('reference-not-found', 'referencia', { value: stock.referencia });
    Object.assign(stock, variant);
  }
}

/** An empty text is left for the generic test, which refuses it. */
function rounded(value: number | null): number | null {
  return typeof value === 'string' ? value : quantity(value ?? 0);
}
