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
  const warehouse = (table: string, alias?: string) =>
    comparable(books, table, 'codalmacen', alias);
  const reference = (table: string, alias?: string) =>
    comparable(books, table, 'referencia', alias);
  const lines = STAGES.flatMap(([stage, key]) =>
    ['cli', 'prov'].map(
      (side) => `
      UNION ALL SELECT ${warehouse(`${stage}${side}`, 'd')},
        ${reference(`lineas${stage}${side}`, 'l')}, 0, 0, 0, ${effects()}
      FROM lineas${stage}${side} l JOIN ${stage}${side} d ON d.${key} = l.${key}
      WHERE ${stockFromZero ? 'l.actualizastock <> 0' : 'l.actualizastock IN (2, -2)'}
      GROUP BY 1, 2`,
    ),
  );
  const kinds = ['units', 'reserved', 'expected'].slice(stockFromZero ? 0 : 1);
  return {
    name: 'Stock',
    status: 'failure',
    fine: stockFromZero
      ? 'units, reserved and expected are what the lines say'
      : 'reserved and expected units are what the open lines say',
    wrong: 'differ from the lines of documents',
    advice: REPORT,
    sql: `
      SELECT f.* FROM (
        SELECT v.referencia, u.warehouse, SUM(u.units) AS units, SUM(u.line_units) AS line_units,
          SUM(u.reserved) AS reserved, SUM(u.line_reserved) AS line_reserved,
          SUM(u.expected) AS expected, SUM(u.line_expected) AS line_expected
        FROM (
          SELECT ${warehouse('stocks')} AS warehouse, ${reference('stocks')} AS reference,
            cantidad AS units, reservada AS reserved, pterecibir AS expected,
            0 AS line_units, 0 AS line_reserved, 0 AS line_expected
          FROM stocks ${lines.join('')}
        ) u
        JOIN variantes v ON ${reference('variantes', 'v')} = u.reference
        JOIN productos p ON p.idproducto = v.idproducto
        WHERE COALESCE(p.nostock, 0) = 0 AND u.warehouse IS NOT NULL
        GROUP BY v.idvariante, v.referencia, u.warehouse
      ) f
      WHERE ${kinds.map((kind) => differ(`f.${kind}`, `f.line_${kind}`, SAME_UNITS)).join(' OR ')}`,
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

/** What lines do to units there, reserved and expected; never is more served than a quantity. */
function effects(): string {
  const [first, more] = ['l.servido < l.cantidad', 'l.servido > l.cantidad'];
  const served =
    `CASE WHEN (l.cantidad >= 0 AND ${first}) OR (l.cantidad < 0 AND ${more}) ` +
    'THEN l.servido ELSE l.cantidad END';
  const open = `(l.cantidad - ${served})`;
  return [
    `SUM(CASE WHEN l.actualizastock IN (1, -1) THEN l.actualizastock * ${open} ELSE 0 END)`,
    `SUM(CASE WHEN l.actualizastock = -2 THEN ${open} ELSE 0 END)`,
    `SUM(CASE WHEN l.actualizastock = 2 THEN ${open} ELSE 0 END)`,
  ].join(', ');
}

function available(): BookCheck {
  const free = 'CASE WHEN cantidad > reservada THEN cantidad - reservada ELSE 0 END';
  return {
    name: 'Available stock',
    status: 'failure',
    fine: 'is what is there and not reserved',
    wrong: 'is not what is there less what is reserved',
    advice: REPORT,
    sql: `
      SELECT referencia, codalmacen, disponible, ${free} AS free FROM stocks
      WHERE ${differ('disponible', free, SAME_UNITS)}`,
    text: ([product, place, stored, found]) =>
      `${product} in ${place} (${amount(stored)}, not ${amount(found)})`,
  };
}

function totals(table: 'variantes' | 'productos', column: string, books: Books): BookCheck {
  const isVariant = table === 'variantes';
  const join = isVariant ? 'JOIN productos p ON p.idproducto = o.idproducto' : '';
  const key = (of: string, alias?: string) => comparable(books, of, column, alias);
  return {
    name: isVariant ? 'Stock of variants' : 'Stock of products',
    status: 'failure',
    fine: 'is that of all warehouses',
    wrong: 'have another stock than their rows of stock',
    advice: REPORT,
    sql: `
      SELECT o.referencia, o.stockfis, t.units FROM ${table} o ${join}
      LEFT JOIN (
        SELECT ${key('stocks')} AS reference, SUM(cantidad) AS units FROM stocks
        GROUP BY ${key('stocks')}
      ) t ON t.reference = ${key(table, 'o')}
      WHERE COALESCE(${isVariant ? 'p' : 'o'}.nostock, 0) = 0
        AND ${differ('o.stockfis', 't.units', SAME_UNITS)}`,
    text: ([product, stored, found]) => `${product} (${amount(stored)}, not ${amount(found)})`,
  };
}
