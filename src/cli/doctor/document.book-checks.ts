import { DocumentTransformation } from '../../documents/index.js';
import { literal, sql, union, type Sql } from '../../kernel/database/sql.js';
import { columnOf } from '../../kernel/database/sql-table.js';
import { liveTableOf, tableOf } from '../../models/index.js';
import {
  amount,
  differ,
  SAME_AMOUNT,
  SAME_UNITS,
  type BookCheck,
  type Books,
} from './book-check.js';

/** The eight kinds of document; invoices come from others, nothing comes from them. */
const KINDS = ['cli', 'prov'].flatMap((side) =>
  (
    [
      ['presupuestos', 'idpresupuesto', 'Presupuesto'],
      ['pedidos', 'idpedido', 'Pedido'],
      ['albaranes', 'idalbaran', 'Albaran'],
      ['facturas', 'idfactura', 'Factura'],
    ] as const
  ).map(([stage, key, name]) => ({
    documents: `${stage}${side}`,
    lines: `lineas${stage}${side}`,
    key,
    model: `${name}${side === 'cli' ? 'Cliente' : 'Proveedor'}`,
    isInvoice: stage === 'facturas',
  })),
);

type Kind = (typeof KINDS)[number];

/** Each group of one rate is rounded by itself. */
const ROUNDED = 0.005;

/** Of documents, their lines, and what came of them. */
export function documentChecks(books: Books): BookCheck[] {
  return [lineAmounts(books), documentTotals(books), served(books)];
}

function tablesOf({ documents, lines, key }: Kind, { registry }: Books) {
  const d = liveTableOf(registry.ofTable(documents), 'd');
  const l = liveTableOf(registry.ofTable(lines), 'l');
  return { d, l, onKey: sql`${columnOf(d, key)} = ${columnOf(l, key)}`, key: columnOf(l, key) };
}

/** An amount less two discounts in percent, one after the other. */
function discounted(whole: Sql, one: Sql, other: Sql): Sql {
  const left = (discount: Sql) => sql`(100 - COALESCE(${discount}, 0)) / 100`;
  return sql`${whole} * ${left(one)} * ${left(other)}`;
}

function lineAmounts(books: Books): BookCheck {
  const asked = discounted(sql`l.cantidad * l.pvpunitario`, sql`l.dtopor`, sql`l.dtopor2`);
  return {
    name: 'Lines',
    status: 'failure',
    fine: 'every one has the amount of its quantity and price',
    wrong: 'lines have another amount than their quantity, price and discounts',
    advice: 'Edit these documents with editar…, which calculates them.',
    found: union(
      KINDS.map((kind) => {
        const { d, l, onKey } = tablesOf(kind, books);
        return sql`SELECT d.codejercicio, d.codigo, l.idlinea, l.pvptotal, ${asked} AS asked
          FROM ${l} JOIN ${d} ON ${onKey} WHERE ${differ(sql`l.pvptotal`, asked)}`;
      }),
    ),
    text: ([, code, line, stored, found]) =>
      `line ${line} of ${code} (${amount(stored)}, not ${amount(found)})`,
  };
}

/** What is net and what was laid out; what the taxes come to depends on more than the lines. */
function documentTotals(books: Books): BookCheck {
  const net = discounted(sql`t.net`, sql`d.dtopor1`, sql`d.dtopor2`);
  const isRounded = sql`ABS(COALESCE(d.neto, 0) - ${net}) <
    ${literal(SAME_AMOUNT)} + ${literal(ROUNDED)} * t.rates`;
  return {
    name: 'Totals of documents',
    status: 'failure',
    fine: 'are those of their lines',
    wrong: 'have other totals than their lines',
    advice: 'Edit these documents with editar…, which calculates them.',
    found: union(
      KINDS.map((kind) => {
        const { d, l, key } = tablesOf(kind, books);
        return sql`SELECT d.codejercicio, d.codigo, d.neto, ${net} AS net, d.totalsuplidos, t.spent
          FROM ${d} JOIN (
            SELECT ${key} AS document,
              SUM(CASE WHEN COALESCE(l.suplido, 0) = 0 THEN l.pvptotal ELSE 0 END) AS net,
              SUM(CASE WHEN l.suplido = 1 THEN l.pvptotal ELSE 0 END) AS spent,
              COUNT(DISTINCT l.iva) * COUNT(DISTINCT l.recargo) AS rates
            FROM ${l} GROUP BY ${key}
          ) t ON t.document = ${columnOf(d, kind.key)}
          WHERE NOT (${isRounded}) OR ${differ(sql`d.totalsuplidos`, sql`t.spent`, 2 * SAME_AMOUNT)}`;
      }),
    ),
    text: ([, code, net, found, spent, foundSpent]) => {
      const pairs = [
        ['net', amount(net), amount(found)],
        ['disbursements', amount(spent), amount(foundSpent)],
      ].filter(([, stored, lines]) => stored !== lines);
      return `${code} (${pairs.map(([name, stored, lines]) => `${name} ${stored}, lines ${lines}`).join(', ')})`;
    },
  };
}

/** What of a line was passed on stands in it and in the traces. */
function served(books: Books): BookCheck {
  const traces = tableOf(DocumentTransformation);
  return {
    name: 'Served quantities',
    status: 'failure',
    fine: 'every line served what its traces say',
    wrong: 'lines have served another quantity than their traces say',
    advice: 'Correct servido of these lines, or the rows of /api/3/doctransformations.',
    found: union(
      KINDS.filter(({ isInvoice }) => !isInvoice).map((kind) => {
        const { d, l, onKey } = tablesOf(kind, books);
        return sql`SELECT d.codejercicio, d.codigo, l.idlinea, l.servido, t.quantity
          FROM ${l} JOIN ${d} ON ${onKey}
          LEFT JOIN (
            SELECT ${traces.idlinea1} AS line, SUM(${traces.cantidad}) AS quantity FROM ${traces}
            WHERE ${traces.model1.is(kind.model)} GROUP BY ${traces.idlinea1}
          ) t ON t.line = l.idlinea
          WHERE ${differ(sql`l.servido`, sql`t.quantity`, SAME_UNITS)}`;
      }),
    ),
    text: ([, code, line, stored, found]) =>
      `line ${line} of ${code} (${amount(stored)}, not ${amount(found)})`,
  };
}
