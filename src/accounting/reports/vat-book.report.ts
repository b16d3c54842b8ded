import { NOTHING, sql, type Sql } from '../../kernel/database/sql.js';
import {
  asNumber,
  asText,
  columnOf,
  freeText,
  namedTable,
  plainCode,
  type SqlColumn,
} from '../../kernel/database/sql-table.js';
import type { SqlRow, SqlValue } from '../../kernel/database/sql-value.js';
import { presentDay } from '../../kernel/dates/calendar.js';
import { round } from '../../kernel/money/decimal.js';
import { tableOf } from '../../models/index.js';
import { Subaccount } from '../chart/subaccount.entity.js';
import { JournalEntryLine } from '../journal/journal-entry-line.entity.js';
import { JournalEntry } from '../journal/journal-entry.entity.js';
import { PeriodFields } from './report-fields.js';
import type { Report, ReportKind, ReportRequest, Row } from './report.js';
import { inBaseCurrency, vatShares, VatTotals, type VatLine } from './vat-lines.js';
import { vatSides, type SideOf, type VatSide } from './vat-side.js';

/** What tells the two books apart. */
interface Book {
  readonly side: VatSide;
  /** Column of the name of the other party. */
  readonly party: string;
  /** Column of the number that the other party gave. */
  readonly reference: string;
}

const COLUMNS = [
  ...['fecha', 'fechaoperacion', 'codserie', 'numero', 'codigo', 'referencia', 'nombre', 'cifnif'],
  ...['operacion', 'rectificada', 'base', 'iva', 'cuota', 'recargo', 'cuotarecargo', 'total'],
  ...['asiento', 'idfactura'],
];
/** Columns of an invoice before those of its entry. */
const OF_INVOICE = 14;

/**
 * Book of issued invoices: number, series, days of issue and of the operation, name and tax number
 * of the customer, base, rate and amount (Reglamento del IVA, RD 1624/1992, art. 63.3).
 */
export const VAT_ISSUED = vatBook('ivarepercutido', {
  side: 'output',
  party: 'nombrecliente',
  reference: 'numero2',
});

/**
 * Book of received invoices: number of reception, days, name and tax number of the supplier, base,
 * rate and amount (Reglamento del IVA, RD 1624/1992, art. 64.4).
 */
export const VAT_RECEIVED = vatBook('ivasoportado', {
  side: 'input',
  party: 'nombre',
  reference: 'numproveedor',
});

/**
 * Invoices belong to the period of their entries, which is that of the tax: the lines of VAT say
 * base and amount in the currency of the books. An invoice that was never posted stands apart.
 */
function vatBook(name: string, book: Book): ReportKind {
  return {
    name,
    fields: PeriodFields,
    crossesYears: true,
    async make(request: ReportRequest): Promise<Report> {
      const posted = postedStatement(book, request);
      const unposted = unpostedStatement(book, request);
      const sideOf = await vatSides(yearsOfPeriod(request), request.database);
      const totals = new VatTotals();
      const counts = { facturas: 0, sinasiento: 0 };
      return {
        columns: COLUMNS,
        lists: {
          async *facturas() {
            for await (const invoice of together(request, posted)) {
              counts.facturas += 1;
              yield invoiceRows(invoice, { book, sideOf, totals, decimals: request.decimals });
            }
          },
          async *sinasiento() {
            for await (const rows of request.database.stream(unposted)) {
              counts.sinasiento += rows.length;
              yield rows.map((row) => unpostedRow(row, request.decimals));
            }
          },
        },
        foot: () => ({ tipos: totals.rates, totales: { ...totals.total, ...counts } }),
      };
    },
  };
}

const a = tableOf(JournalEntry, 'a');
const p = tableOf(JournalEntryLine, 'p');
const s = tableOf(Subaccount, 's');

function ofPeriod({ period }: ReportRequest, day: Sql<unknown>): Sql {
  return sql`${day} BETWEEN ${period.desde} AND ${period.hasta}`;
}

function ofYear({ period }: ReportRequest, year: SqlColumn<string>): Sql {
  return period.codejercicio === null ? NOTHING : sql` AND ${year.is(period.codejercicio)}`;
}

function entriesOfPeriod(request: ReportRequest): Sql {
  return sql`${a.idempresa.is(request.period.idempresa)}
    AND ${ofPeriod(request, a.fecha)}${ofYear(request, a.codejercicio)}`;
}

function yearsOfPeriod(request: ReportRequest): Sql {
  return sql`SELECT ${a.codejercicio} FROM ${a} WHERE ${entriesOfPeriod(request)}`;
}

/** The invoices of a book as `f`. */
function invoicesOf({ side, party, reference }: Book, request: ReportRequest) {
  const { table } = request.invoicesOf(side);
  const shown = {
    ...{ idfactura: asNumber, fecha: asText, fechadevengo: asText, codserie: plainCode },
    ...{ numero: freeText, codigo: freeText, [reference]: freeText, [party]: freeText },
    ...{ cifnif: freeText, operacion: freeText, codigorect: freeText, tasaconv: asNumber },
    ...{ total: asNumber, neto: asNumber },
  };
  const others = {
    ...{ idasiento: asNumber, idempresa: asNumber, codejercicio: plainCode },
    ...{ totaliva: asNumber, totalrecargo: asNumber, pagada: asNumber },
  };
  return { f: namedTable(table, { ...shown, ...others }, 'f'), shown: Object.keys(shown) };
}

/** The columns of an invoice that both lists show, in the order of `invoiceOf`. */
function invoiceColumns(book: Book, request: ReportRequest): readonly Sql<unknown>[] {
  const { f, shown } = invoicesOf(book, request);
  const model = request.invoicesOf(book.side);
  // The tables of older versions lack some columns.
  return shown.map((name) => (model.column(name) ? columnOf(f, name) : sql`NULL`));
}

function orderOf(book: Book, request: ReportRequest): readonly Sql<unknown>[] {
  const { f } = invoicesOf(book, request);
  return [f.fecha, f.codserie, sql`LENGTH(${f.numero})`, f.numero, f.idfactura];
}

function postedStatement(book: Book, request: ReportRequest): Sql {
  const { f } = invoicesOf(book, request);
  const columns = [
    ...[...invoiceColumns(book, request), a.numero, a.importe],
    ...[p.baseimponible, p.iva, p.recargo, p.debe, p.haber, s.idcuenta, s.codcuentaesp],
  ];
  return sql`SELECT ${columns} FROM ${a} JOIN ${f} ON ${f.idasiento} = ${a.idasiento}
      LEFT JOIN ${p} ON ${p.idasiento} = ${a.idasiento} AND ${p.iva} IS NOT NULL
      LEFT JOIN ${s} ON ${s.idsubcuenta} = ${p.idsubcuenta}
    WHERE ${entriesOfPeriod(request)}
    ORDER BY ${[...orderOf(book, request), p.idpartida]}`;
}

/** An invoice of 0 that moves no account was paid from the start, where it has prices at all. */
function unpostedStatement(book: Book, request: ReportRequest): Sql {
  const { f } = invoicesOf(book, request);
  const hasAccrual = request.invoicesOf(book.side).column('fechadevengo');
  const accrual = hasAccrual ? f.fechadevengo : sql`NULL`;
  const columns = [...invoiceColumns(book, request), f.totaliva, f.totalrecargo];
  return sql`SELECT ${columns} FROM ${f}
    WHERE ${f.idasiento} IS NULL AND ${f.idempresa.is(request.period.idempresa)}
      AND ${ofPeriod(request, sql`COALESCE(${accrual}, ${f.fecha})`)}${ofYear(request, f.codejercicio)}
      AND (${f.total} <> 0 OR ${f.neto} <> 0 OR ${f.pagada} = 1)
    ORDER BY ${orderOf(book, request)}`;
}

/** The rows of each invoice together. */
async function* together(
  { database }: ReportRequest,
  statement: Sql,
): AsyncGenerator<SqlRow[], void> {
  let invoice: SqlRow[] = [];
  for await (const rows of database.stream(statement)) {
    for (const row of rows) {
      if (invoice.length > 0 && invoice[0]?.[0] !== row[0]) {
        yield invoice;
        invoice = [];
      }
      invoice.push(row);
    }
  }
  if (invoice.length > 0) yield invoice;
}

interface Reading {
  readonly book: Book;
  readonly sideOf: SideOf;
  readonly totals: VatTotals;
  readonly decimals: number;
}

/** A row for each rate of an invoice; one without a rate when its entry has no VAT. */
function invoiceRows(rows: readonly SqlRow[], reading: Reading): Row[] {
  const { book, sideOf, totals, decimals } = reading;
  const [first = []] = rows;
  const [entry, importe] = first.slice(OF_INVOICE);
  const lines = rows.flatMap((row): VatLine[] => {
    const [base, iva, recargo, debe, haber, accountId, tag] = row.slice(OF_INVOICE + 2);
    if (iva === null) return [];
    const side = sideOf(numberOrNull(accountId), textOrNull(tag));
    if (side !== null && side !== book.side) return [];
    const [debit, credit] = [Number(debe), Number(haber)];
    const amount = round(book.side === 'output' ? credit - debit : debit - credit, decimals);
    return [
      { base: round(Number(base), decimals), iva: Number(iva), recargo: Number(recargo), amount },
    ];
  });
  const none = { base: 0, iva: null, cuota: 0, recargo: 0, cuotarecargo: 0 };
  const shares = lines.length > 0 ? vatShares(lines) : [none];
  const invoice = invoiceOf(first);
  return shares.map((share) => {
    totals.add(share);
    return rowOf(invoice, { ...share, total: round(Number(importe), decimals) }, Number(entry));
  });
}

/** The amounts of the invoice itself, in the currency of the books. */
function unpostedRow(row: SqlRow, decimals: number): Row {
  const [tasaconv, total, neto, totaliva, totalrecargo] = row.slice(OF_INVOICE - 3).map(Number);
  const inBooks = (amount = 0) => inBaseCurrency(amount, tasaconv ?? 1, decimals);
  const amounts = {
    ...{ base: inBooks(neto), iva: null, cuota: inBooks(totaliva), recargo: null },
    ...{ cuotarecargo: inBooks(totalrecargo), total: inBooks(total) },
  };
  return rowOf(invoiceOf(row), amounts, null);
}

function invoiceOf(row: SqlRow) {
  const [idfactura, fecha, accrual, codserie, numero, codigo, referencia, nombre] = row;
  const [cifnif, operacion, rectificada] = row.slice(8).map(textOrNull);
  const day = presentDay(String(fecha));
  return {
    idfactura: Number(idfactura),
    ...{ fecha: day, fechaoperacion: accrual ? presentDay(String(accrual)) : day },
    ...{ codserie: String(codserie), numero: String(numero), codigo: String(codigo) },
    ...{ referencia: textOrNull(referencia), nombre: textOrNull(nombre), cifnif, operacion },
    rectificada,
  };
}

function rowOf(
  { idfactura, ...invoice }: ReturnType<typeof invoiceOf>,
  amounts: Row,
  asiento: number | null,
): Row {
  const values: Row = { ...invoice, ...amounts, asiento, idfactura } as Row;
  return Object.fromEntries(COLUMNS.map((name) => [name, values[name] ?? null]));
}

function textOrNull(value: SqlValue | undefined): string | null {
  return value === null || value === undefined || value === '' ? null : String(value);
}

function numberOrNull(value: SqlValue | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}
