import { join, NOTHING, sql } from '../../kernel/database/sql.js';
import { columnOf } from '../../kernel/database/sql-table.js';
import { liveTableOf } from '../../models/index.js';
import {
  amount,
  comparable,
  differ,
  REPORT,
  SAME_UNITS,
  type BookCheck,
  type Books,
} from './book-check.js';

/** The documents of either side, with the column that their lines have too. */
const STAGES = [
  ['presupuestos', 'idpresupuesto'],
  ['pedidos', 'idpedido'],
  ['albaranes', 'idalbaran'],
  ['facturas', 'idfactura'],
] as const;

/** Of stock; products whose stock is not kept are left out. */
export function stockChecks(books: Books): BookCheck[] {
  return [
    movements(books),
    available(),
    totals('variantes', 'referencia', books),
    totals('productos', 'idproducto', books),
  ];
}

/**
 * Rows of stock against lines (documents specification, 8). What people counted or corrected is
 * not in the lines, so the units that are there can only be checked where all came by lines.
 */
function movements(books: Books): BookCheck {
  const { stockFromZero } = books;
  const tableNamed = (table: string, alias: string) =>
    liveTableOf(books.registry.ofTable(table), alias);
  const warehouse = (table: string, alias?: string) =>
    comparable(books, table, 'codalmacen', alias);
  const reference = (table: string, alias?: string) =>
    comparable(books, table, 'referencia', alias);
  const effects = STAGES.flatMap(([stage, key]) =>
    ['cli', 'prov'].map((side) => {
      const [documents, lines] = [`${stage}${side}`, `lineas${stage}${side}`];
      const [d, l] = [tableNamed(documents, 'd'), tableNamed(lines, 'l')];
      return sql`
      UNION ALL SELECT ${warehouse(documents, 'd')}, ${reference(lines, 'l')}, 0, 0, 0, ${EFFECTS}
      FROM ${l} JOIN ${d} ON ${columnOf(d, key)} = ${columnOf(l, key)}
      WHERE ${stockFromZero ? sql`l.actualizastock <> 0` : sql`l.actualizastock IN (2, -2)`}
      GROUP BY 1, 2`;
    }),
  );
  const kinds = ['units', 'reserved', 'expected'].slice(stockFromZero ? 0 : 1);
  const differences = [
    differ(sql`f.units`, sql`f.line_units`, SAME_UNITS),
    differ(sql`f.reserved`, sql`f.line_reserved`, SAME_UNITS),
    differ(sql`f.expected`, sql`f.line_expected`, SAME_UNITS),
  ].slice(stockFromZero ? 0 : 1);
  return {
    name: 'Stock',
    status: 'failure',
    fine: stockFromZero
      ? 'units, reserved and expected are what the lines say'
      : 'reserved and expected units are what the open lines say',
    wrong: 'differ from the lines of documents',
    advice: REPORT,
    found: sql`
      SELECT f.* FROM (
        SELECT v.referencia, u.warehouse, SUM(u.units) AS units, SUM(u.line_units) AS line_units,
          SUM(u.reserved) AS reserved, SUM(u.line_reserved) AS line_reserved,
          SUM(u.expected) AS expected, SUM(u.line_expected) AS line_expected
        FROM (
          SELECT ${warehouse('stocks')} AS warehouse, ${reference('stocks')} AS reference,
            cantidad AS units, reservada AS reserved, pterecibir AS expected,
            0 AS line_units, 0 AS line_reserved, 0 AS line_expected
          FROM stocks ${join(effects, NOTHING)}
        ) u
        JOIN variantes v ON ${reference('variantes', 'v')} = u.reference
        JOIN productos p ON p.idproducto = v.idproducto
        WHERE COALESCE(p.nostock, 0) = 0 AND u.warehouse IS NOT NULL
        GROUP BY v.idvariante, v.referencia, u.warehouse
      ) f
      WHERE ${join(differences, sql` OR `)}`,
    text: ([product, place, ...sums]) => {
      const pairs = ['units', 'reserved', 'expected'].map((name, index) => {
        const [stored, found] = sums.slice(index * 2).map(amount);
        return { name, stored, found };
      });
      const wrong = pairs.filter(
        ({ name, stored, found }) => stored !== found && kinds.includes(name),
      );
      const texts = wrong.map(({ name, stored, found }) => `${name} ${stored}, not ${found}`);
      return `${product} in ${String(place).toUpperCase()} (${texts.join(', ')})`;
    },
  };
}

/** Never is more served than a quantity. */
const SERVED = sql`CASE WHEN (l.cantidad >= 0 AND l.servido < l.cantidad)
  OR (l.cantidad < 0 AND l.servido > l.cantidad) THEN l.servido ELSE l.cantidad END`;
const OPEN = sql`(l.cantidad - ${SERVED})`;
/** What lines do to units there, reserved and expected. */
const EFFECTS = [
  sql`SUM(CASE WHEN l.actualizastock IN (1, -1) THEN l.actualizastock * ${OPEN} ELSE 0 END)`,
  sql`SUM(CASE WHEN l.actualizastock = -2 THEN ${OPEN} ELSE 0 END)`,
  sql`SUM(CASE WHEN l.actualizastock = 2 THEN ${OPEN} ELSE 0 END)`,
];

function available(): BookCheck {
  const free = sql`CASE WHEN cantidad > reservada THEN cantidad - reservada ELSE 0 END`;
  return {
    name: 'Available stock',
    status: 'failure',
    fine: 'is what is there and not reserved',
    wrong: 'is not what is there less what is reserved',
    advice: REPORT,
    found: sql`
      SELECT referencia, codalmacen, disponible, ${free} AS free FROM stocks
      WHERE ${differ(sql`disponible`, free, SAME_UNITS)}`,
    text: ([product, place, stored, found]) =>
      `${product} in ${place} (${amount(stored)}, not ${amount(found)})`,
  };
}

function totals(table: 'variantes' | 'productos', column: string, books: Books): BookCheck {
  const isVariant = table === 'variantes';
  const product = isVariant ? sql`JOIN productos p ON p.idproducto = o.idproducto` : NOTHING;
  const key = (of: string, alias?: string) => comparable(books, of, column, alias);
  return {
    name: isVariant ? 'Stock of variants' : 'Stock of products',
    status: 'failure',
    fine: 'is that of all warehouses',
    wrong: 'have another stock than their rows of stock',
    advice: REPORT,
    found: sql`
      SELECT o.referencia, o.stockfis, t.units FROM ${liveTableOf(books.registry.ofTable(table), 'o')} ${product}
      LEFT JOIN (
        SELECT ${key('stocks')} AS reference, SUM(cantidad) AS units FROM stocks
        GROUP BY ${key('stocks')}
      ) t ON t.reference = ${key(table, 'o')}
      WHERE COALESCE(${isVariant ? sql`p` : sql`o`}.nostock, 0) = 0
        AND ${differ(sql`o.stockfis`, sql`t.units`, SAME_UNITS)}`,
    text: ([product, stored, found]) => `${product} (${amount(stored)}, not ${amount(found)})`,
  };
}
