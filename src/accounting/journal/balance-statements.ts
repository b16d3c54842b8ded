import {
  caseOf,
  exact,
  FOR_UPDATE,
  join,
  JOIN_IN_ORDER,
  literal,
  sql,
  type Sql,
} from '../../kernel/database/sql.js';
import {
  aliased,
  asFlag,
  asNumber,
  asText,
  namedTable,
  overwrite,
  select,
} from '../../kernel/database/sql-table.js';
import type { SqlRow } from '../../kernel/database/sql-value.js';
import type { Day } from '../../kernel/dates/calendar.js';
import { sum } from '../../kernel/money/decimal.js';
import { tableOf, type Context } from '../../models/index.js';
import { Account } from '../chart/account.entity.js';
import { Subaccount } from '../chart/subaccount.entity.js';
import { JournalEntryLine } from './journal-entry-line.entity.js';
import { JournalEntry } from './journal-entry.entity.js';

/*
 * The statements behind the balances of ledger accounts. `fn_subaccount_ends` says of a ledger
 * account that none of its lines stands behind a position, and what its totals were when this
 * server last wrote them: while they still are, no other program has written, and a line at the
 * end needs none of the others to know its balance.
 */

const ENDS = namedTable('fn_subaccount_ends', {
  idsubcuenta: asNumber,
  fecha: asText,
  numero: asNumber,
  loose: asFlag,
  debe: asNumber,
  haber: asNumber,
});

const a = tableOf(JournalEntry, 'a');
const p = tableOf(JournalEntryLine, 'p');

/** Where the lines of a ledger account end. */
const LAST = {
  key: p.idsubcuenta,
  fecha: [sql`MAX(${a.fecha})`, asText],
  numero: [sql`MAX(${a.numero})`, asNumber],
} as const;

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
  const [s, e] = [tableOf(Subaccount, 's'), aliased(ENDS, 'e')];
  const parents = Array.from({ length: LEVELS }, (_, level) => tableOf(Account, `a${level + 1}`));
  const joins = parents.map((account, level) => {
    const below = parents[level - 1];
    return sql`LEFT JOIN ${account} ON ${account.idcuenta} = ${below?.parent_idcuenta ?? s.idcuenta}`;
  });
  const condition =
    'keys' in by
      ? s.idsubcuenta.in(by.keys)
      : sql`${s.codejercicio.is(by.codejercicio)} AND ${s.codsubcuenta.in(by.codes)}`;
  const { idsubcuenta, codsubcuenta, codejercicio, idcuenta } = s;
  const columns = [
    ...[idsubcuenta, codsubcuenta, codejercicio, s.debe, s.haber],
    ...[e.fecha, e.numero, e.loose, e.debe, e.haber],
    ...[idcuenta, ...parents.map(({ parent_idcuenta: parent }) => parent)],
  ];
  const rows = await context.transaction.read(
    sql`SELECT ${columns} FROM ${s} LEFT JOIN ${e} ON ${e.idsubcuenta} = ${idsubcuenta}
      ${join(joins, sql` `)} WHERE ${condition} ORDER BY ${idsubcuenta}${FOR_UPDATE}`,
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
  const accounts = tableOf(Account);
  const above: number[] = [];
  for (let account = idcuenta; ;) {
    const [row] = await context.transaction.read(
      select(
        { parent: accounts.parent_idcuenta },
        sql`FROM ${accounts} WHERE ${accounts.idcuenta.is(account)}`,
      ),
    );
    account = row?.parent ?? 0;
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
  const rows = await context.transaction.read(
    select(
      {
        ...LAST,
        debe: [sql`SUM(${exact(p.debe)})`, asNumber],
        haber: [sql`SUM(${exact(p.haber)})`, asNumber],
      },
      sql`FROM ${p} JOIN ${a} ON ${a.idasiento} = ${p.idasiento}
        WHERE ${p.idsubcuenta.in(keys)} GROUP BY ${p.idsubcuenta}`,
    ),
  );
  return new Map(
    rows.map(({ key, debe, haber, ...last }) => [key, { debe, haber, end: endAt(last) }]),
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
  const rows = await context.transaction.read(
    select(LAST, sql`${laterLines(later)} GROUP BY ${p.idsubcuenta}`),
  );
  return new Map(rows.map(({ key, ...last }) => [key, endAt(last)]));
}

/**
 * Finds the running balances of the lines of ledger accounts from a day on anew, back from their
 * ends, and writes those that differ.
 */
export async function rewriteRunningBalances(later: Later, context: Context): Promise<void> {
  if (later.subaccounts.length === 0) return;
  const amount = sql`(${exact(p.debe)} - ${exact(p.haber)})`;
  const order = [a.fecha, a.numero, p.idpartida].map((column) => sql`${column} DESC`);
  const balance = caseOf(
    p.idsubcuenta,
    later.subaccounts.map((each) => [each.idsubcuenta, each.balance]),
  );
  const behind = sql`SUM(${amount}) OVER (PARTITION BY ${p.idsubcuenta}
    ORDER BY ${order} ROWS UNBOUNDED PRECEDING)`;
  const found = sql`ROUND(${exact(balance)} - ${behind} + ${amount}, ${literal(context.settings.decimals)})`;
  await context.transaction.write(
    overwrite(
      p,
      p.idpartida,
      p.saldo,
      sql`SELECT ${p.idpartida} AS found_key, ${found} AS found_value ${laterLines(later)}`,
    ),
  );
}

/**
 * Lines of ledger accounts from a day on, `p`, of their entries, `a`. The entries of the fiscal
 * year come first: those of the last days are few, the lines of a ledger account may be all.
 */
function laterLines({ subaccounts, from }: Later): Sql {
  const keys = subaccounts.map(({ idsubcuenta }) => idsubcuenta);
  const years = [...new Set(subaccounts.map(({ codejercicio }) => codejercicio))];
  return sql`FROM ${a} ${JOIN_IN_ORDER} ${p} ON ${p.idasiento} = ${a.idasiento}
    WHERE ${a.codejercicio.in(years)} AND ${a.fecha} >= ${from} AND ${p.idsubcuenta.in(keys)}`;
}

/** A new entry has the highest number of the year: it comes behind, whatever day has the highest. */
function endAt({ fecha, numero }: Position): End {
  return { fecha, numero, loose: false };
}

/** Adds to the totals of accounts, with one statement for all. */
export async function addToAccounts(
  changes: ReadonlyMap<number, Totals>,
  context: Context,
): Promise<void> {
  const moved = [...changes].filter(([, { debe, haber }]) => debe !== 0 || haber !== 0);
  if (moved.length === 0) return;
  const accounts = tableOf(Account);
  const { idcuenta, debe: debit, haber: credit, saldo } = accounts;
  const grown = (stored: Sql, amount: (totals: Totals) => number) => {
    const added = caseOf(
      idcuenta,
      moved.map(([account, totals]) => [account, amount(totals)]),
    );
    return sql`ROUND(${stored} + ${added}, ${literal(context.settings.decimals)})`;
  };
  const now = (column: Sql<unknown>) => sql`COALESCE(${column}, 0)`;
  // The balance comes first: MySQL sees what the assignments before it have written.
  const assignments = [
    sql`${saldo} = ${grown(sql`${now(debit)} - ${now(credit)}`, ({ debe, haber }) => sum([debe, -haber]))}`,
    sql`${debit} = ${grown(now(debit), ({ debe }) => debe)}`,
    sql`${credit} = ${grown(now(credit), ({ haber }) => haber)}`,
  ];
  await context.transaction.write(
    sql`UPDATE ${accounts} SET ${assignments}
      WHERE ${idcuenta.in(moved.map(([account]) => account))}`,
  );
}

/** Forgets where ledger accounts end: that is found anew when they are asked for. */
export async function forgetEnds(keys: readonly number[], context: Context): Promise<void> {
  await context.transaction.write(sql`DELETE FROM ${ENDS} WHERE ${ENDS.idsubcuenta.in(keys)}`);
}

/** Remembers where ledger accounts end and what their totals are. */
export async function rememberEnds(
  ends: readonly (Totals & { readonly idsubcuenta: number; readonly end: End })[],
  context: Context,
): Promise<void> {
  const columns = [
    ...[ENDS.idsubcuenta, ENDS.fecha, ENDS.numero],
    ...[ENDS.loose, ENDS.debe, ENDS.haber],
  ];
  const rows = ends.map(
    ({ idsubcuenta, end: { fecha, numero, loose }, debe, haber }) =>
      sql`(${[idsubcuenta, fecha, numero, loose, debe, haber]})`,
  );
  await context.transaction.write(sql`REPLACE INTO ${ENDS} (${columns}) VALUES ${rows}`);
}
