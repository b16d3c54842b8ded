import { CustomerInvoice, DocumentSequence } from '../../documents/index.js';
import { join, literal, NOTHING, sql, union, type Sql } from '../../kernel/database/sql.js';
import type { SqlValue } from '../../kernel/database/sql-value.js';
import { LogMessage } from '../../log/index.js';
import { liveTableOf, tableOf } from '../../models/index.js';
import {
  amount,
  comparable,
  day,
  differ,
  INVOICES,
  REPORT,
  SAME_AMOUNT,
  type BookCheck,
  type Books,
} from './book-check.js';

/** The channel of the log that says why an invoice has no entry. */
const CHANNEL = 'master';

/** Of invoices, their entries, receipts and numbers, and what customers owe. */
export function invoiceChecks(books: Books): BookCheck[] {
  return [
    unposted('failure'),
    unposted('warning'),
    entries(),
    receipts(),
    flags(),
    numbers(),
    dates(),
    risk(books),
  ];
}

/** Failures are those in an open year with a chart of which no log says why they have none. */
function unposted(status: 'failure' | 'warning'): BookCheck {
  const isUnexplained = sql`(y.estado = 'ABIERTO' AND s.codejercicio IS NOT NULL
    AND g.invoice IS NULL)`;
  // Parts that cancel out move accounts too.
  const parts = [
    sql`i.total`,
    sql`i.neto`,
    sql`i.totaliva`,
    sql`i.totalirpf`,
    sql`i.totalsuplidos`,
  ];
  const moves = join(
    parts.map((part) => differ(part, sql`0`)),
    sql` OR `,
  );
  const logs = tableOf(LogMessage);
  const isFailure = status === 'failure';
  return {
    name: isFailure ? 'Invoices without entry' : 'Invoices not posted',
    status,
    fine: isFailure ? 'none that could have one' : 'none',
    wrong: isFailure
      ? 'have no entry, and nothing in the log says why'
      : 'have no entry: the year is closed or without accounts, or the log says why',
    advice: isFailure
      ? 'Edit these invoices, which posts them, or report it as a fault of the server.'
      : `See GET /api/3/logmessages?filter[channel]=${CHANNEL}.`,
    found: union(
      INVOICES.map(
        ({ model, invoices, lines }) => sql`
      SELECT i.codejercicio, i.codigo, i.total FROM ${invoices} i
      JOIN ejercicios y ON y.codejercicio = i.codejercicio
      LEFT JOIN (SELECT DISTINCT codejercicio FROM subcuentas) s
        ON s.codejercicio = i.codejercicio
      LEFT JOIN (
        SELECT DISTINCT ${logs.modelcode.asInteger} AS invoice FROM ${logs}
        WHERE ${logs.channel.is(CHANNEL)} AND ${logs.model.is(model)}
      ) g ON g.invoice = i.idfactura
      WHERE i.idasiento IS NULL AND (${moves})
        AND ${isFailure ? NOTHING : sql`NOT `}${isUnexplained}
        AND EXISTS (SELECT 1 FROM ${lines} l WHERE l.idfactura = i.idfactura)`,
      ),
    ),
    text: ([, code, total]) => `${code} (${amount(total)})`,
  };
}

/** Foreign currency may be posted as it is or converted (accounting specification, 7). */
function entries(): BookCheck {
  const converted = sql`i.total / CASE WHEN i.tasaconv > 0 THEN i.tasaconv ELSE 1 END`;
  return {
    name: 'Entries of invoices',
    status: 'failure',
    fine: 'all have lines and the amount of their invoice',
    wrong: 'have another entry than their total asks for',
    advice: 'Edit these invoices, which posts them anew.',
    found: union(
      INVOICES.map(
        ({ invoices }) => sql`
      SELECT i.codejercicio, i.codigo, i.total, a.numero, a.importe FROM ${invoices} i
      JOIN asientos a ON a.idasiento = i.idasiento
      WHERE (${differ(sql`a.importe`, sql`i.total`)} AND ${differ(sql`a.importe`, converted)})
        OR NOT EXISTS (SELECT 1 FROM partidas p WHERE p.idasiento = a.idasiento)`,
      ),
    ),
    text: ([, code, total, number, posted]) =>
      `${code} (total ${amount(total)}, entry ${number} of ${amount(posted)})`,
  };
}

function receipts(): BookCheck {
  return {
    name: 'Receipts',
    status: 'failure',
    fine: 'those of every invoice add up to its total',
    wrong: 'have receipts that do not add up to their total',
    advice: 'Correct the receipts: /api/3/reciboclientes, /api/3/reciboproveedores.',
    found: union(
      INVOICES.map(
        ({ invoices, lines, receipts, subject }) => sql`
      SELECT i.codejercicio, i.codigo, i.total, r.asked FROM ${invoices} i
      LEFT JOIN (
        SELECT idfactura, SUM(importe) AS asked FROM ${receipts} GROUP BY idfactura
      ) r ON r.idfactura = i.idfactura
      WHERE ${differ(sql`i.total`, sql`r.asked`)} AND (r.idfactura IS NOT NULL
        OR (i.${subject} IS NOT NULL AND EXISTS (
          SELECT 1 FROM ${lines} l WHERE l.idfactura = i.idfactura)))`,
      ),
    ),
    text: ([, code, total, asked]) => `${code} (total ${amount(total)}, receipts ${amount(asked)})`,
  };
}

/** Accounting specification, 9. */
function flags(): BookCheck {
  const isPaid = sql`(CASE WHEN NOT (${differ(sql`i.total`, sql`r.paid`)})
    OR (i.total > 0 AND i.total <= r.paid) THEN 1 ELSE 0 END)`;
  const flagText = (name: string, stored: SqlValue | undefined, found: SqlValue | undefined) =>
    Number(stored) === Number(found) ? [] : [`${name} is ${stored}, not ${found}`];
  return {
    name: 'Paid and overdue',
    status: 'failure',
    fine: 'every invoice says what its receipts say',
    wrong: 'say another thing than their receipts',
    advice: 'Run "facturanest receipts refresh".',
    found: union(
      INVOICES.map(
        ({ invoices, receipts }) => sql`
      SELECT i.codejercicio, i.codigo, COALESCE(i.pagada, 0) AS paid_flag,
        ${isPaid} AS is_paid, COALESCE(i.vencida, 0) AS overdue_flag, r.overdue AS is_overdue
      FROM ${invoices} i JOIN (
        SELECT idfactura, SUM(CASE WHEN pagado = 1 THEN importe ELSE 0 END) AS paid,
          MAX(CASE WHEN COALESCE(pagado, 0) = 0 AND vencido = 1 THEN 1 ELSE 0 END) AS overdue
        FROM ${receipts} WHERE idfactura IS NOT NULL GROUP BY idfactura
      ) r ON r.idfactura = i.idfactura
      WHERE COALESCE(i.pagada, 0) <> ${isPaid} OR COALESCE(i.vencida, 0) <> r.overdue`,
      ),
    ),
    text: ([, code, paidFlag, paid, overdueFlag, overdue]) =>
      `${code} (${[
        ...flagText('pagada', paidFlag, paid),
        ...flagText('vencida', overdueFlag, overdue),
      ].join(', ')})`,
  };
}

/**
 * Customer invoices by sequence: those of a year, or of all years that share one (documents
 * specification, 4.1). Where gaps are used they are from the first number on.
 */
function numbers(): BookCheck {
  const { tipodoc } = tableOf(DocumentSequence);
  const sequences = (condition: Sql) => sql`
    SELECT codserie, idempresa, codejercicio, MIN(inicio) AS start, MAX(usarhuecos) AS gaps
    FROM secuencias_documentos
    WHERE ${tipodoc.is('FacturaCliente')}
      AND codejercicio IS ${condition} GROUP BY codserie, idempresa, codejercicio`;
  const isShared = sql`y.codserie IS NULL AND e.codserie IS NOT NULL`;
  const ofOwn = (name: Sql) => sql`CASE WHEN ${isShared} THEN e.${name} ELSE y.${name} END`;
  // Numbers below the first one were chosen by hand: nothing fills what is between.
  const expected = sql`CASE WHEN f.start > f.previous + 1 THEN f.start
    ELSE COALESCE(f.previous, f.start - 1) + 1 END`;
  return {
    name: 'Invoice numbers',
    status: 'failure',
    fine: 'those of customer invoices have no gap and are there once',
    wrong: 'do not follow the number before',
    advice: 'The next invoices of that day fill gaps where their sequence uses them.',
    found: sql`
      SELECT f.codejercicio, f.codserie, f.num, f.codigo, f.previous, ${expected} AS expected FROM (
        SELECT i.codejercicio, i.codserie, i.codigo, i.num,
          CASE WHEN ${ofOwn(sql`gaps`)} = 1 THEN ${ofOwn(sql`start`)} END AS start,
          LAG(i.num) OVER (PARTITION BY i.idempresa, i.codserie,
            CASE WHEN ${isShared} THEN '' ELSE i.codejercicio END
            ORDER BY i.num, i.idfactura) AS previous
        FROM (
          SELECT idfactura, idempresa, codejercicio, codserie, codigo,
            ${tableOf(CustomerInvoice).numero.asInteger} AS num FROM facturascli
        ) i
        LEFT JOIN (${sequences(sql`NOT NULL`)}) y ON y.codserie = i.codserie
          AND y.idempresa = i.idempresa AND y.codejercicio = i.codejercicio
        LEFT JOIN (${sequences(sql`NULL`)}) e ON e.codserie = i.codserie
          AND e.idempresa = i.idempresa
      ) f WHERE f.num = f.previous OR f.num > ${expected}`,
    text: ([, , number, code, previous, next]) => {
      if (number === previous) return `${code} (number ${number} twice)`;
      const last = Number(number) - 1;
      return `${code} (${Number(next) === last ? last : `${next} to ${last}`} missing)`;
    },
  };
}

/** Real Decreto 1619/2012, article 6.1.a, asks for correlative numbers. */
function dates(): BookCheck {
  return {
    name: 'Invoice dates',
    status: 'failure',
    fine: 'those of customer invoices follow their numbers',
    wrong: 'are dated before the number before',
    advice: REPORT,
    found: sql`
      SELECT f.codejercicio, f.codserie, f.num, f.codigo, f.fecha, f.previous FROM (
        SELECT i.codejercicio, i.codserie, i.codigo, i.num, i.fecha,
          LAG(i.fecha) OVER (PARTITION BY i.idempresa, i.codejercicio, i.codserie
            ORDER BY i.num, i.idfactura) AS previous
        FROM (
          SELECT idfactura, idempresa, codejercicio, codserie, codigo, fecha,
            ${tableOf(CustomerInvoice).numero.asInteger} AS num FROM facturascli
        ) i
      ) f WHERE f.fecha < f.previous`,
    text: ([, , , code, date, previous]) => `${code} (${day(date)}, after ${day(previous)})`,
  };
}

/** Accounting specification, 15.1: without unpaid invoices nothing was paid of them either. */
function risk(books: Books): BookCheck {
  const who = (table: string, alias?: string) => comparable(books, table, 'codcliente', alias);
  const open = (table: string) => sql`
    SELECT ${who(table)}, 0, 0, total FROM ${liveTableOf(books.registry.ofTable(table))}
    WHERE editable = 1`;
  const all = sql`COALESCE(t.unpaid, 0) - COALESCE(t.paid, 0) + COALESCE(t.pending, 0)`;
  return {
    name: 'Risk of customers',
    status: 'failure',
    fine: 'everybody owes what their documents say',
    wrong: 'have another risk than their documents',
    advice: REPORT,
    found: sql`
      SELECT c.codcliente, c.riesgoalcanzado, ${all} AS found FROM clientes c LEFT JOIN (
        SELECT who, SUM(unpaid) AS unpaid, SUM(paid) AS paid, SUM(pending) AS pending FROM (
          SELECT ${who('facturascli')} AS who, total AS unpaid, 0 AS paid, 0 AS pending
          FROM facturascli WHERE COALESCE(pagada, 0) = 0
          UNION ALL SELECT ${who('facturascli', 'i')}, 0, r.importe, 0
          FROM recibospagoscli r JOIN facturascli i ON i.idfactura = r.idfactura
          WHERE r.pagado = 1 AND COALESCE(i.pagada, 0) = 0
          UNION ALL ${open('albaranescli')} UNION ALL ${open('pedidoscli')}
        ) d GROUP BY who
      ) t ON t.who = ${who('clientes', 'c')}
      WHERE ${differ(sql`c.riesgoalcanzado`, all)}
        AND NOT (ABS(t.unpaid) < ${literal(SAME_AMOUNT)} AND NOT ${differ(sql`c.riesgoalcanzado`, sql`t.pending`)})`,
    text: ([code, stored, found]) => `${code} (${amount(stored)}, not ${amount(found)})`,
  };
}
