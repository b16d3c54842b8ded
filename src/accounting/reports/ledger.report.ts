import { presentDay, type Day } from '../../kernel/dates/calendar.js';
import { NOTHING, sql, type Sql } from '../../kernel/database/sql.js';
import type { SqlRow } from '../../kernel/database/sql-value.js';
import { round, sum } from '../../kernel/money/decimal.js';
import { tableOf } from '../../models/index.js';
import { Subaccount } from '../chart/subaccount.entity.js';
import { JournalEntryLine } from '../journal/journal-entry-line.entity.js';
import { JournalEntry } from '../journal/journal-entry.entity.js';
import { expandedCode } from '../chart/subaccount-code.js';
import { yearOf } from './period.js';
import { LedgerFields } from './report-fields.js';
import type { Report, ReportKind, ReportRequest, Row } from './report.js';

const COLUMNS = [
  ...['codsubcuenta', 'descripcion', 'fecha', 'numero', 'idasiento', 'idpartida', 'operacion'],
  ...['concepto', 'documento', 'codcontrapartida', 'debe', 'haber', 'saldo'],
];

/** A ledger account of the report and what its rows add up to. */
interface Account {
  readonly id: number;
  readonly codsubcuenta: string;
  readonly descripcion: string;
  apertura: number;
  debe: number;
  haber: number;
  saldo: number;
}

/**
 * General ledger (libro mayor) of one ledger account or of all, with running balances. It is read
 * in one go, in the order in which balances run: the balances before the period are added up from
 * the same rows, so that they fit whatever is booked meanwhile.
 */
export const LEDGER: ReportKind<LedgerFields> = {
  name: 'mayor',
  fields: LedgerFields,
  async make(request: ReportRequest<LedgerFields>): Promise<Report> {
    const only = await wantedAccount(request);
    const statement = ledgerStatement(request, only);
    const { database, period, decimals } = request;
    const book = new LedgerBook(period.desde, decimals, request.text('report-opening-balance'));
    if (only) book.keep(only);
    return {
      columns: COLUMNS,
      lists: {
        async *partidas() {
          for await (const rows of database.stream(statement)) {
            yield rows.flatMap((row) => book.take(row));
          }
          yield book.close();
        },
      },
      foot: () => ({ subcuentas: book.accounts, totales: book.totals() }),
    };
  },
};

/** @throws InvalidRequestError `invalid-parameters`: `reference-not-found` */
async function wantedAccount(request: ReportRequest<LedgerFields>): Promise<Account | null> {
  const { period, parameters, database } = request;
  const { codejercicio, longsubcuenta } = yearOf(period);
  const text = parameters.get('codsubcuenta');
  parameters.check();
  if (text === null) return null;
  const s = tableOf(Subaccount);
  const [row] = await database.read(
    sql`SELECT ${[s.idsubcuenta, s.codsubcuenta, s.descripcion]} FROM ${s}
      WHERE ${s.codejercicio.is(codejercicio)}
        AND ${s.codsubcuenta.is(expandedCode(text, longsubcuenta))}`,
  );
  if (row) return accountOf(row);
  parameters.problem('reference-not-found', 'codsubcuenta', { value: text });
  parameters.check();
  return null;
}

function ledgerStatement({ period }: ReportRequest, only: Account | null): Sql {
  const [a, p] = [tableOf(JournalEntry, 'a'), tableOf(JournalEntryLine, 'p')];
  const s = tableOf(Subaccount, 's');
  const columns = [
    ...[s.idsubcuenta, s.codsubcuenta, s.descripcion, a.fecha, a.numero, a.idasiento],
    ...[p.idpartida, a.operacion, p.concepto, p.documento, p.codcontrapartida, p.debe, p.haber],
  ];
  return sql`SELECT ${columns} FROM ${a} JOIN ${p} ON ${p.idasiento} = ${a.idasiento}
      JOIN ${s} ON ${s.idsubcuenta} = ${p.idsubcuenta}
    WHERE ${a.codejercicio.is(yearOf(period).codejercicio)} AND ${a.fecha} <= ${period.hasta}${
      only ? sql` AND ${p.idsubcuenta.is(only.id)}` : NOTHING
    }
    ORDER BY ${s.codsubcuenta.operand}, ${s.idsubcuenta}, ${a.fecha}, ${a.numero}, ${p.idpartida}`;
}

function accountOf([id, code, name]: SqlRow): Account {
  const sums = { apertura: 0, debe: 0, haber: 0, saldo: 0 };
  return { id: Number(id), codsubcuenta: String(code), descripcion: String(name ?? ''), ...sums };
}

/** Turns lines in their order into rows with balances. */
class LedgerBook {
  private readonly known: Account[] = [];
  private current: Account | null = null;
  /** Rows of the current account so far. */
  private shown = 0;

  constructor(
    private readonly from: Day,
    private readonly decimals: number,
    private readonly openingText: string,
  ) {}

  /** Ledger accounts with a balance or with lines in the period, and the one that was asked for. */
  get accounts(): Omit<Account, 'id'>[] {
    return this.known.map(({ id: _id, ...shown }) => shown);
  }

  totals(): Record<string, number> {
    const names = ['apertura', 'debe', 'haber', 'saldo'] as const;
    return Object.fromEntries(names.map((name) => [name, sum(this.known.map((a) => a[name]))]));
  }

  /** Lists the account even if it has no lines. */
  keep(account: Account): void {
    this.known.push(account);
    this.current = account;
  }

  take(row: SqlRow): Row[] {
    const rows: Row[] = [];
    if (this.current?.id !== Number(row[0])) {
      rows.push(...this.close());
      this.current = accountOf(row);
    }
    const account = this.current;
    const [debe, haber] = [this.amount(row[11]), this.amount(row[12])];
    account.saldo = sum([account.saldo, debe, -haber]);
    if (String(row[3]) < this.from) {
      account.apertura = account.saldo;
      return rows;
    }
    if (debe !== 0) account.debe = sum([account.debe, debe]);
    if (haber !== 0) account.haber = sum([account.haber, haber]);
    rows.push(...this.opening(), lineOf(row, account, debe, haber));
    this.shown += 1;
    return rows;
  }

  /** What is left to show of the last account; one that nothing is to be said of is forgotten. */
  close(): Row[] {
    const account = this.current;
    if (!account) return [];
    const rows = this.opening();
    if (this.shown > 0 && this.known.at(-1) !== account) this.known.push(account);
    this.shown = 0;
    return rows;
  }

  /** The row of the balance before the period, once, where there is one. */
  private opening(): Row[] {
    const account = this.current;
    if (!account || this.shown > 0 || account.apertura === 0) return [];
    this.shown = 1;
    const { codsubcuenta, descripcion, apertura } = account;
    return [
      {
        ...{ codsubcuenta, descripcion, fecha: null, numero: null, idasiento: null },
        ...{ idpartida: null, operacion: null, concepto: this.openingText, documento: null },
        ...{ codcontrapartida: null, debe: 0, haber: 0, saldo: apertura },
      },
    ];
  }

  private amount(value: unknown): number {
    const amount = Number(value);
    return amount === 0 ? 0 : round(amount, this.decimals);
  }
}

function lineOf(row: SqlRow, account: Account, debe: number, haber: number): Row {
  const { codsubcuenta, descripcion, saldo } = account;
  const [fecha, numero, idasiento, idpartida, operacion = null] = row.slice(3);
  const [concepto = null, documento = null, codcontrapartida = null] = row.slice(8);
  return {
    ...{ codsubcuenta, descripcion, fecha: presentDay(String(fecha)), numero: Number(numero) },
    ...{ idasiento: Number(idasiento), idpartida: Number(idpartida), operacion, concepto },
    ...{ documento, codcontrapartida, debe, haber, saldo },
  };
}
