import type { SqlRow } from '../kernel/database/database.js';
import { sum } from '../kernel/money/decimal.js';
import type { Context } from '../models/index.js';
import { costByPolicy, type Purchase } from './cost-policy.js';
import { netInEuros, netSupplierPrice } from './pricing.js';
import { SupplierProduct } from './supplier-product.entity.js';
import { Variant } from './variant.entity.js';

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

/** The line table, its document table and the key of the document, of goods that came in. */
const INCOMING = [
  ['lineasalbaranesprov', 'albaranesprov', 'idalbaran'],
  ['lineasfacturasprov', 'facturasprov', 'idfactura'],
] as const;

const OF_LINE = ['cantidad', 'servido', 'pvpunitario', 'dtopor', 'dtopor2'];
const OF_DOCUMENT = ['dtopor1', 'dtopor2', 'tasaconv', 'fecha', 'hora'];

/**
 * What was bought of a variant and entered its stock. A delivery note that was invoiced hands the
 * effect on stock over to the invoice, so nothing counts twice.
 */
async function purchasesOf(
  context: Context,
  { idproducto, referencia }: Variant,
): Promise<Purchase[]> {
  const { dialect } = context.transaction;
  const of = (alias: string) => (name: string) => `${alias}.${dialect.quote(name)}`;
  const [ofLine, ofDocument] = [of('l'), of('d')];
  const columns = [...OF_LINE.map(ofLine), ...OF_DOCUMENT.map(ofDocument)].join(', ');
  const product = ofLine('idproducto');
  const purchases: Purchase[] = [];
  for (const [lines, documents, key] of INCOMING) {
    // Lines written one by one may lack the product; with the condition its index serves.
    const rows = await context.transaction.rows(
      `SELECT ${columns} FROM ${dialect.quote(lines)} l ` +
        `JOIN ${dialect.quote(documents)} d ON ${ofDocument(key)} = ${ofLine(key)} ` +
        `WHERE (${product} = ? OR ${product} IS NULL) AND ${ofLine('actualizastock')} = 1 ` +
        `AND l.${dialect.operand('referencia', 'text')} = ? ORDER BY ${ofLine('idlinea')} DESC`,
      [idproducto, dialect.value(referencia, 'text')],
    );
    purchases.push(...rows.map(purchaseOf));
  }
  return purchases;
}

function purchaseOf(row: SqlRow): Purchase {
  const [units, served, price, discount1, discount2, ...ofDocument] = row as number[];
  const [discount3, discount4, rate, day, time] = ofDocument;
  const net = netSupplierPrice(Number(price), Number(discount1), Number(discount2));
  const netOfAll = netSupplierPrice(net, Number(discount3), Number(discount4));
  return {
    cantidad: sum([Number(units), -Number(served)]),
    netoeuros: netInEuros(netOfAll, Number(rate) || 1),
    fecha: `${day} ${time ?? ''}`,
  };
}
