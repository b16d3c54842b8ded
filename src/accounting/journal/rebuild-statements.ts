import { exact, literal, sql, type Sql } from '../../kernel/database/sql.js';
import { asNumber, overwrite, select, type SqlColumn } from '../../kernel/database/sql-table.js';
import { round, sum } from '../../kernel/money/decimal.js';
import { tableOf, type Context } from '../../models/index.js';
import { Account } from '../chart/account.entity.js';
import { Subaccount } from '../chart/subaccount.entity.js';
import { forgetEnds, type Totals } from './balance-statements.js';
import { balanceOf } from './balance.js';
import { forgetEntryNumbers } from './entry-numbers.js';
import { JournalEntryLine } from './journal-entry-line.entity.js';
import { JournalEntry } from './journal-entry.entity.js';

const [a, p, s] = [
  tableOf(JournalEntry, 'a'),
  tableOf(JournalEntryLine, 'p'),
  tableOf(Subaccount, 's'),
];

/**
 * Finds the totals of ledger accounts of a fiscal year, and the running balances of their lines,
 * anew from the lines: a statement for each column.
 */
export async function rebuildSubaccounts(
  codejercicio: string,
  keys: readonly number[],
  context: Context,
): Promise<void> {
  const { transaction } = context;
  // Also what is remembered beside the tables may be out of date.
  await forgetEntryNumbers(codejercicio, context);
  await forgetEnds(keys, context);
  const rounded = (amount: Sql) => sql`ROUND(${amount}, ${literal(context.settings.decimals)})`;
  const balance = sql`(${exact(p.debe)} - ${exact(p.haber)})`;
  const running = sql`SUM(${balance}) OVER (PARTITION BY ${p.idsubcuenta}
    ORDER BY ${[a.fecha, a.numero, p.idpartida]} ROWS UNBOUNDED PRECEDING)`;
  await transaction.write(
    overwrite(
      p,
      p.idpartida,
      p.saldo,
      sql`SELECT ${p.idpartida} AS found_key, ${rounded(running)} AS found_value
        FROM ${p} JOIN ${a} ON ${a.idasiento} = ${p.idasiento} WHERE ${p.idsubcuenta.in(keys)}`,
    ),
  );
  const total = async (column: SqlColumn<number>, amount: Sql) => {
    const found = rounded(sql`COALESCE(SUM(${amount}), 0)`);
    await transaction.write(
      overwrite(
        s,
        s.idsubcuenta,
        column,
        sql`SELECT ${s.idsubcuenta} AS found_key, ${found} AS found_value
          FROM ${s} LEFT JOIN ${p} ON ${p.idsubcuenta} = ${s.idsubcuenta}
          WHERE ${s.idsubcuenta.in(keys)} GROUP BY ${s.idsubcuenta}`,
      ),
    );
  };
  await total(s.debe, exact(p.debe));
  await total(s.haber, exact(p.haber));
  await total(s.saldo, balance);
}

/**
 * Finds the totals of the accounts of a fiscal year anew, from those of the ledger accounts below.
 *
 * @returns how many accounts there are
 */
export async function rebuildAccounts(codejercicio: string, context: Context): Promise<number> {
  const decimals = context.settings.decimals;
  // The books of the year are this unit of work's alone from here on.
  await forgetEntryNumbers(codejercicio, context);
  const accounts = await context.records.list(Account, { codejercicio });
  const below = await totalsBelow(codejercicio, accounts, context);
  const changes = accounts.flatMap(({ idcuenta, debe, haber, saldo }) => {
    const found = below.get(idcuenta) ?? { debe: 0, haber: 0 };
    const now = { debe: round(found.debe, decimals), haber: round(found.haber, decimals) };
    const values = { ...now, saldo: balanceOf(now.debe, now.haber, context) };
    const isRight = values.debe === debe && values.haber === haber && values.saldo === saldo;
    return isRight ? [] : [[idcuenta, values] as const];
  });
  await context.records.assignEach(Account, changes);
  return accounts.length;
}

/** What the ledger accounts below each account add up to, down to the last level. */
async function totalsBelow(
  codejercicio: string,
  accounts: readonly Account[],
  context: Context,
): Promise<Map<number, Totals>> {
  const rows = await context.transaction.read(
    select(
      {
        idcuenta: s.idcuenta,
        debe: [sql`SUM(${exact(s.debe)})`, asNumber],
        haber: [sql`SUM(${exact(s.haber)})`, asNumber],
      },
      sql`FROM ${s} WHERE ${s.codejercicio.is(codejercicio)} GROUP BY ${s.idcuenta}`,
    ),
  );
  const parents = new Map(accounts.map((each) => [each.idcuenta, each.parent_idcuenta]));
  const totals = new Map<number, Totals>();
  for (const { idcuenta, debe, haber } of rows) {
    const above = new Set<number>();
    // Another program may have made a circle.
    for (let each: number | null = idcuenta; each !== null && !above.has(each);) {
      above.add(each);
      each = parents.get(each) ?? null;
    }
    for (const account of above) {
      const known = totals.get(account) ?? { debe: 0, haber: 0 };
      const [debit, credit] = [sum([known.debe, debe]), sum([known.haber, haber])];
      totals.set(account, { debe: debit, haber: credit });
    }
  }
  return totals;
}
