import { literal, sql, type Sql } from '../../kernel/database/sql.js';
import type { SqlRow } from '../../kernel/database/sql-value.js';
import { amount, differ, REPORT, SAME_AMOUNT, type BookCheck } from './book-check.js';

/** Debit, credit and balance. */
const TOTALS = 3;

/** Of entries, their lines, ledger accounts and accounts (accounting specification, 2.5 and 4). */
export function ledgerChecks(): BookCheck[] {
  return [entriesBalance(), entryNumbers(), runningBalances(), subaccounts(), accounts()];
}

function entriesBalance(): BookCheck {
  return {
    name: 'Entries',
    status: 'failure',
    fine: 'every one balances',
    wrong: 'do not balance',
    advice: 'Correct their lines: /api/3/partidas.',
    found: sql`
      SELECT a.codejercicio, a.numero, SUM(p.debe) AS debit, SUM(p.haber) AS credit
      FROM partidas p JOIN asientos a ON a.idasiento = p.idasiento
      GROUP BY a.idasiento, a.codejercicio, a.numero
      HAVING ABS(SUM(p.debe) - SUM(p.haber)) >= ${literal(SAME_AMOUNT)}`,
    text: ([year, number, debit, credit]) =>
      `${year}/${number} (debit ${amount(debit)}, credit ${amount(credit)})`,
  };
}

function entryNumbers(): BookCheck {
  return {
    name: 'Entry numbers',
    status: 'failure',
    fine: 'each is there once in its year',
    wrong: 'are there more than once',
    advice: 'Give these entries numbers of their own: PUT /api/3/asientos/{id}.',
    found: sql`
      SELECT codejercicio, numero, COUNT(*) AS times FROM asientos
      GROUP BY codejercicio, numero HAVING COUNT(*) > 1`,
    text: ([year, number, times]) => `${year}/${number} (${times} times)`,
  };
}

function runningBalances(): BookCheck {
  return {
    name: 'Running balances',
    status: 'failure',
    fine: 'every line has the balance of its ledger account',
    wrong: 'lines have another balance than their ledger account after them',
    advice: REPORT,
    found: sql`
      SELECT f.codejercicio, f.codsubcuenta, f.numero, f.idpartida, f.saldo, f.running FROM (
        SELECT a.codejercicio, a.numero, p.codsubcuenta, p.idpartida, p.saldo,
          SUM(p.debe - p.haber) OVER (PARTITION BY p.idsubcuenta
            ORDER BY a.fecha, a.numero, p.idpartida ROWS UNBOUNDED PRECEDING) AS running
        FROM partidas p JOIN asientos a ON a.idasiento = p.idasiento) f
      WHERE ${differ(sql`f.saldo`, sql`f.running`)}`,
    text: ([year, account, number, line, stored, running]) =>
      `line ${line} of entry ${year}/${number} on ${account} ` +
      `(${amount(stored)}, not ${amount(running)})`,
  };
}

function subaccounts(): BookCheck {
  return {
    name: 'Ledger accounts',
    status: 'failure',
    fine: 'every total is the sum of its lines',
    wrong: 'have other totals than their lines',
    advice: REPORT,
    found: totals(
      sql`subcuentas`,
      sql`codsubcuenta`,
      sql`idsubcuenta`,
      sql`SELECT idsubcuenta, debe, haber FROM partidas`,
    ),
    text: totalsText,
  };
}

function accounts(): BookCheck {
  return {
    name: 'Accounts',
    status: 'failure',
    fine: 'every total is the sum of what is below',
    wrong: 'have other totals than what is below them',
    advice: REPORT,
    found: totals(
      sql`cuentas`,
      sql`codcuenta`,
      sql`idcuenta`,
      sql`SELECT parent_idcuenta AS idcuenta, debe, haber FROM cuentas
         WHERE parent_idcuenta IS NOT NULL
       UNION ALL SELECT idcuenta, debe, haber FROM subcuentas`,
    ),
    text: totalsText,
  };
}

/** Rows of a table whose totals are not those of their parts. */
function totals(table: Sql, code: Sql, key: Sql, parts: Sql): Sql {
  return sql`
    SELECT s.codejercicio, s.${code}, s.debe, s.haber, s.saldo, t.debit, t.credit
    FROM ${table} s
    LEFT JOIN (
      SELECT ${key}, SUM(debe) AS debit, SUM(haber) AS credit FROM (${parts}) p GROUP BY ${key}
    ) t ON t.${key} = s.${key}
    WHERE ${differ(sql`s.debe`, sql`t.debit`)} OR ${differ(sql`s.haber`, sql`t.credit`)}
      OR ${differ(sql`s.saldo`, sql`t.debit - t.credit`)}`;
}

function totalsText([year, code, ...rest]: SqlRow): string {
  const stored = rest.slice(0, TOTALS).map(amount).join('/');
  const [debit, credit] = rest.slice(TOTALS).map(Number);
  const found = [debit, credit, (debit ?? 0) - (credit ?? 0)].map(amount).join('/');
  return `${year} ${code} (${stored}, not ${found})`;
}
