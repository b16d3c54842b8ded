import type { ModelBundle } from '../models/index.js';
import { Stock } from './stock.entity.js';
import { StockRules } from './stock.rules.js';

export { Stock };
export { StockMovements, type Movement } from './stock-movements.js';
export { quantity, QUANTITY_DECIMALS, refreshStockTotals } from './stock-totals.js';
export { StockedGoods, type StockedProduct, type StockedVariant } from './stocked-goods.js';

/** The models of this folder and their rules. */
export const STOCK: ModelBundle = {
  entities: [Stock],
  rules: [StockRules],
};
