import { sql } from '../kernel/database/sql.js';
import {
  asNumber,
  asText,
  columnOf,
  freeText,
  namedTable,
  select,
} from '../kernel/database/sql-table.js';
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

const OF_LINE = {
  ...{ idlinea: asNumber, idproducto: asNumber, referencia: freeText, actualizastock: asNumber },
  ...{ cantidad: asNumber, servido: asNumber, pvpunitario: asNumber },
  ...{ dtopor: asNumber, dtopor2: asNumber },
};
const OF_DOCUMENT = {
  ...{ dtopor1: asNumber, dtopor2: asNumber, tasaconv: asNumber, fecha: asText, hora: asText },
};

/**
 * What was bought of a variant and entered its stock. A delivery note that was invoiced hands the
 * effect on stock over to the invoice, so nothing counts twice.
 */
async function purchasesOf(
  context: Context,
  { idproducto, referencia }: Variant,
): Promise<Purchase[]> {
  const purchases: Purchase[] = [];
  for (const [lines, documents, key] of INCOMING) {
    const l = namedTable(lines, { ...OF_LINE, [key]: asNumber }, 'l');
    const d = namedTable(documents, { ...OF_DOCUMENT, [key]: asNumber }, 'd');
    const { cantidad, servido, pvpunitario, dtopor, dtopor2 } = l;
    const { dtopor1: ofAll, dtopor2: ofAll2, tasaconv, fecha, hora } = d;
    // Lines written one by one may lack the product; with the condition its index serves.
    const rows = await context.transaction.read(
      select(
        { cantidad, servido, pvpunitario, dtopor, dtopor2, ofAll, ofAll2, tasaconv, fecha, hora },
        sql`FROM ${l} JOIN ${d} ON ${columnOf(d, key)} = ${columnOf(l, key)}
          WHERE (${l.idproducto.is(idproducto)} OR ${l.idproducto} IS NULL)
            AND ${l.actualizastock} = 1 AND ${l.referencia.is(referencia)}
          ORDER BY ${l.idlinea} DESC`,
      ),
    );
    purchases.push(...rows.map(purchaseOf));
  }
  return purchases;
}

interface Bought {
  readonly cantidad: number;
  readonly servido: number;
  readonly pvpunitario: number;
  readonly dtopor: number;
  readonly dtopor2: number;
  /** Discounts of the document. */
  readonly ofAll: number;
  readonly ofAll2: number;
  readonly tasaconv: number;
  readonly fecha: string;
  readonly hora: string;
}

function purchaseOf(row: Bought): Purchase {
  const net = netSupplierPrice(row.pvpunitario, row.dtopor, row.dtopor2);
  const netOfAll = netSupplierPrice(net, row.ofAll, row.ofAll2);
  return {
    cantidad: sum([row.cantidad, -row.servido]),
    netoeuros: netInEuros(netOfAll, row.tasaconv || 1),
    fecha: `${row.fecha} ${row.hora}`,
  };
}
