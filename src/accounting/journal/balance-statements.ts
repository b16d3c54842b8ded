import type { SqlRow, SqlValue } from '../../kernel/database/database.js';
import { places } from '../../kernel/database/places.js';
import type { Day } from '../../kernel/dates/calendar.js';
import { sum } from '../../kernel/money/decimal.js';
import type { Context } from '../../models/index.js';

/*
 * The statements behind the balances of ledger accounts. `fn_subaccount_ends` says of a ledger
 * account that none of its lines stands behind a position, and what its totals were when this
 * server last wrote them: while they still are, no other program has written, and a line at the
 * end needs none of the others to know its balance.
 */

export interface Totals {
  readonly debe: number;
  readonly haber: number;
}

/** Where a line stands among those of its ledger account; lines of one entry go by their keys. */
export interface Position {
  readonly fecha: Day;
  readonly numero: number;
}

/** Behind which no line of a ledger account stands. */
export interface End extends Position {
  /** Whether lines were taken away there: the last one may stand before it. */
  readonly loose: boolean;
}

export interface StoredSubaccount {
  readonly idsubcuenta: number;
  readonly codsubcuenta: string;
  readonly codejercicio: string;
  /** What the table says. */
  readonly stored: Totals;
  /** Null when it is not known, or what is known is out of date. */
  readonly end: End | null;
  /** Its account and all accounts above. */
  readonly accounts: readonly number[];
}

/** The beginning, before any line. */
export const START: End = { fecha: '', numero: 0, loose: false };

export function isBefore(a: Position, b: Position): boolean {
  return a.fecha === b.fecha ? a.numero < b.numero : a.fecha < b.fecha;
}

/** How many accounts above its own a ledger account is read with; charts of today have four. */
const LEVELS = 5;

/** Ledger accounts of a fiscal year by code, or any by key, locked in the order of their keys. */
export async function lockSubaccounts(
  by: { codejercicio: string; codes: readonly string[] } | { keys: readonly number[] },
  context: Context,
): Promise<StoredSubaccount[]> {
  const { dialect } = context.transaction;
  const { quote } = dialect;
  const of = (alias: string, ...names: string[]) => names.map((name) => `${alias}.${quote(name)}`);
  const parents = Array.from({ length: LEVELS }, (_, level) => `a${level + 1}`);
  const joins = parents.map(
    (alias, level) =>
      `LEFT JOIN ${quote('cuentas')} ${alias} ON ${of(alias, 'idcuenta').join()} = ` +
      (level === 0 ? of('s', 'idcuenta') : of(`a${level}`, 'parent_idcuenta')).join(),
  );
  const [condition, values]: [string, readonly SqlValue[]] =
    'keys' in by
      ? [`s.${quote('idsubcuenta')} IN (${places(by.keys)})`, by.keys]
      : [
          `s.${quote('codejercicio')} = ? AND s.${dialect.operand('codsubcuenta', 'text')} ` +
            `IN (${places(by.codes)})`,
          [by.codejercicio, ...by.codes.map((code) => dialect.value(code, 'text'))],
        ];
  const rows = await context.transaction.rows(
    `SELECT ${of('s', 'idsubcuenta', 'codsubcuenta', 'codejercicio', 'debe', 'haber').join(', ')}, ` +
      `e.fecha, e.numero, e.loose, e.debe, e.haber, ${of('s', 'idcuenta').join()}, ` +
      `${parents.flatMap((alias) => of(alias, 'parent_idcuenta')).join(', ')} ` +
      `FROM ${quote('subcuentas')} s ` +
      `LEFT JOIN fn_subaccount_ends e ON e.idsubcuenta = s.${quote('idsubcuenta')} ` +
      `${joins.join(' ')} WHERE ${condition} ` +
      `ORDER BY s.${quote('idsubcuenta')}${dialect.forUpdate}`,
    values,
  );
  return Promise.all(rows.map((row) => subaccountOf(row, context)));
}

async function subaccountOf(row: SqlRow, context: Context): Promise<StoredSubaccount> {
  const [id, code, year, debe, haber, fecha, numero, loose, debeThen, haberThen, ...chain] = row;
  const isKnown = typeof fecha === 'string' && debe === debeThen && haber === haberThen;
  return {
    idsubcuenta: Number(id),
    codsubcuenta: String(code),
    codejercicio: String(year),
    stored: { debe: Number(debe), haber: Number(haber) },
    end: isKnown ? { fecha, numero: Number(numero), loose: Number(loose) === 1 } : null,
    accounts: await wholeChain(
      chain.filter((account) => account !== null && account !== undefined).map(Number),
      chain.length,
      context,
    ),
  };
}

/** Goes on upwards where a chart has more levels than were read. */
async function wholeChain(chain: number[], read: number, context: Context): Promise<number[]> {
  const top = chain.at(-1);
  if (chain.length < read || top === undefined) return chain;
  return [...chain, ...(await accountsAbove(top, context)).filter((each) => !chain.includes(each))];
}

/** The parent of an account, its parent, and so on. */
export async function accountsAbove(idcuenta: number, context: Context): Promise<number[]> {
  const { quote } = context.transaction.dialect;
  const sql =
    `SELECT ${quote('parent_idcuenta')} FROM ${quote('cuentas')} ` +
    `WHERE ${quote('idcuenta')} = ?`;
  const above: number[] = [];
  for (let account = idcuenta; ;) {
    const [row] = await context.transaction.rows(sql, [account]);
    account = Number(row?.[0] ?? 0);
    // Another program may have made a circle.
    if (account === 0 || above.includes(account)) return above;
    above.push(account);
  }
}

/** What the lines of ledger accounts add up to, and where they end, from the lines themselves. */
export async function totalsOfLines(
  keys: readonly number[],
  context: Context,
): Promise<Map<number, Totals & { readonly end: End }>> {
  if (keys.length === 0) return new Map();
  const { quote, exact } = context.transaction.dialect;
  const [debit, credit] = ['debe', 'haber'].map((name) => exact(`p.${quote(name)}`));
  const rows = await context.transaction.rows(
    `SELECT p.${quote('idsubcuenta')}, ${lastOf(quote)}, SUM(${debit}), SUM(${credit}) ` +
      `FROM ${quote('partidas')} p ` +
      `JOIN ${quote('asientos')} a ON a.${quote('idasiento')} = p.${quote('idasiento')} ` +
      `WHERE p.${quote('idsubcuenta')} IN (${places(keys)}) GROUP BY p.${quote('idsubcuenta')}`,
    keys,
  );
  return new Map(
    rows.map(([key, fecha, numero, debe, haber]) => [
      Number(key),
      { debe: Number(debe), haber: Number(haber), end: endAt(fecha, numero) },
    ]),
  );
}

/** Ledger accounts whose lines from some day on are looked at. */
export interface Later {
  readonly subaccounts: readonly {
    readonly idsubcuenta: number;
    readonly codejercicio: string;
    /** The balance after its last line, not rounded. */
    readonly balance: number;
  }[];
  readonly from: Day;
}

/** Where the lines of ledger accounts end, of those that have any from a day on. */
export async function endsOfLines(later: Later, context: Context): Promise<Map<number, End>> {
  if (later.subaccounts.length === 0) return new Map();
  const { quote } = context.transaction.dialect;
  const { sql, values } = laterLines(later, context);
  const rows = await context.transaction.rows(
    `SELECT p.${quote('idsubcuenta')}, ${lastOf(quote)} ${sql} GROUP BY p.${quote('idsubcuenta')}`,
    values,
  );
  return new Map(rows.map(([key, fecha, numero]) => [Number(key), endAt(fecha, numero)]));
}

/**
 * Finds the running balances of the lines of ledger accounts from a day on anew, back from their
 * ends, and writes those that differ.
 */
export async function rewriteRunningBalances(later: Later, context: Context): Promise<void> {
  if (later.subaccounts.length === 0) return;
  const { transaction } = context;
  const { quote, exact, overwrite } = transaction.dialect;
  const { sql, values } = laterLines(later, context);
  const key = `p.${quote('idsubcuenta')}`;
  const amount = `(${exact(`p.${quote('debe')}`)} - ${exact(`p.${quote('haber')}`)})`;
  const order = [`a.${quote('fecha')}`, `a.${quote('numero')}`, `p.${quote('idpartida')}`];
  const balance = `CASE ${key} ${later.subaccounts.map(() => 'WHEN ? THEN ? ').join('')}END`;
  const behind =
    `SUM(${amount}) OVER (PARTITION BY ${key} ` +
    `ORDER BY ${order.map((each) => `${each} DESC`).join(', ')} ROWS UNBOUNDED PRECEDING)`;
  transaction.touch('partidas');
  await transaction.run(
    overwrite({
      table: 'partidas',
      key: 'idpartida',
      column: 'saldo',
      query:
        `SELECT p.${quote('idpartida')} AS found_key, ` +
        `ROUND(${exact(balance)} - ${behind} + ${amount}, ${context.settings.decimals}) AS found_value ` +
        sql,
    }),
    [...later.subaccounts.flatMap((each) => [each.idsubcuenta, each.balance]), ...values],
  );
}

/**
 * Lines of ledger accounts from a day on, `p`, of their entries, `a`. The entries of the fiscal
 * year come first: those of the last days are few, the lines of a ledger account may be all.
 */
function laterLines({ subaccounts, from }: Later, context: Context) {
  const { quote, joinInOrder } = context.transaction.dialect;
  const keys = subaccounts.map(({ idsubcuenta }) => idsubcuenta);
  const years = [...new Set(subaccounts.map(({ codejercicio }) => codejercicio))];
  const sql =
    `FROM ${quote('asientos')} a ${joinInOrder} ${quote('partidas')} p ` +
    `ON p.${quote('idasiento')} = a.${quote('idasiento')} ` +
    `WHERE a.${quote('codejercicio')} IN (${places(years)}) AND a.${quote('fecha')} >= ? ` +
    `AND p.${quote('idsubcuenta')} IN (${places(keys)})`;
  return { sql, values: [...years, from, ...keys] };
}

function lastOf(quote: (name: string) => string): string {
  return `MAX(a.${quote('fecha')}), MAX(a.${quote('numero')})`;
}

/** A new entry has the highest number of the year: it comes behind, whatever day has the highest. */
function endAt(fecha: SqlValue | undefined, numero: SqlValue | undefined): End {
  return { fecha: String(fecha), numero: Number(numero), loose: false };
}

/** Adds to the totals of accounts, with one statement for all. */
export async function addToAccounts(
  changes: ReadonlyMap<number, Totals>,
  context: Context,
): Promise<void> {
  const moved = [...changes].filter(([, { debe, haber }]) => debe !== 0 || haber !== 0);
  if (moved.length === 0) return;
  const { transaction } = context;
  const { quote } = transaction.dialect;
  const [key, debit, credit] = ['idcuenta', 'debe', 'haber'].map(quote);
  const decimals = context.settings.decimals;
  const grown = (stored: string) =>
    `ROUND(${stored} + CASE ${key} ${moved.map(() => 'WHEN ? THEN ? ').join('')}END, ${decimals})`;
  const now = (name = '') => `COALESCE(${name}, 0)`;
  const keys = moved.map(([account]) => account);
  const pairs = (amount: (totals: Totals) => number) =>
    moved.flatMap(([account, totals]) => [account, amount(totals)]);
  transaction.touch('cuentas');
  // The balance comes first: MySQL sees what the assignments before it have written.
  await transaction.run(
    `UPDATE ${quote('cuentas')} SET ${quote('saldo')} = ${grown(`${now(debit)} - ${now(credit)}`)}, ` +
      `${debit} = ${grown(now(debit))}, ${credit} = ${grown(now(credit))} ` +
      `WHERE ${key} IN (${places(keys)})`,
    [
      ...pairs(({ debe, haber }) => sum([debe, -haber])),
      ...pairs(({ debe }) => debe),
      ...pairs(({ haber }) => haber),
      ...keys,
    ],
  );
}

/** Remembers where ledger accounts end and what their totals are. */
export async function rememberEnds(
  ends: readonly (Totals & { readonly idsubcuenta: number; readonly end: End })[],
  context: Context,
): Promise<void> {
  await context.transaction.run(
    'REPLACE INTO fn_subaccount_ends (idsubcuenta, fecha, numero, loose, debe, haber) ' +
      `VALUES ${ends.map(() => '(?, ?, ?, ?, ?, ?)').join(', ')}`,
    ends.flatMap(({ idsubcuenta, end, debe, haber }) => [
      idsubcuenta,
      end.fecha,
      end.numero,
      end.loose ? 1 : 0,
      debe,
      haber,
    ]),
  );
}
