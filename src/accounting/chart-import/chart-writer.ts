import { fold } from '../../kernel/database/fold.js';
import { sql } from '../../kernel/database/sql.js';
import { select } from '../../kernel/database/sql-table.js';
import { bulkInsert, tableOf, type Context } from '../../models/index.js';
import { Account } from '../chart/account.entity.js';
import { grouped } from '../posting/movements.js';
import { Subaccount } from '../chart/subaccount.entity.js';

/** An account or a ledger account that a chart is to have. */
export interface ChartRow {
  readonly code: string;
  readonly description: string;
  /** What it is for; null without a role. */
  readonly special: string | null;
  /** Code of the account above it; null at the top. */
  readonly parent: string | null;
}

export interface Chart {
  readonly accounts: readonly ChartRow[];
  readonly subaccounts: readonly ChartRow[];
}

/** How many there were none of before. */
export interface ChartCount {
  accounts: number;
  subaccounts: number;
}

/**
 * Writes a checked chart into a fiscal year, without balances; codes that are there stay as they
 * are. A chart has thousands of rows: the rules, which look up each parent, would take seconds, so
 * who calls has minded them.
 *
 * @throws what the database throws, such as a missing special account
 */
export async function writeChart(
  codejercicio: string,
  { accounts, subaccounts }: Chart,
  context: Context,
): Promise<ChartCount> {
  const known = await accountKeys(codejercicio, context);
  const left = accounts.filter(({ code }) => !known.has(fold(code)));
  const count: ChartCount = { accounts: left.length, subaccounts: 0 };
  // A parent is always shorter, and its key must be known.
  const byLength = grouped(left, ({ code }) => code.length);
  for (const [, rows] of [...byLength].sort(([a], [b]) => a - b)) {
    await bulkInsert(
      context.models.of(Account),
      rows.map((row) => accountValues(row, codejercicio, known)),
      context.transaction,
    );
    for (const [code, key] of await accountKeys(codejercicio, context)) known.set(code, key);
  }
  const taken = new Set((await codesOf(codejercicio, context)).map(fold));
  const fresh = subaccounts.filter(({ code }) => !taken.has(fold(code)));
  count.subaccounts = fresh.length;
  await bulkInsert(
    context.models.of(Subaccount),
    fresh.map((row) => subaccountValues(row, codejercicio, known)),
    context.transaction,
  );
  return count;
}

/** The codes of the ledger accounts of a fiscal year. */
export async function codesOf(codejercicio: string, context: Context): Promise<string[]> {
  const subaccounts = tableOf(Subaccount);
  const { codsubcuenta } = subaccounts;
  const rows = await context.transaction.read(
    select(
      { codsubcuenta },
      sql`FROM ${subaccounts} WHERE ${subaccounts.codejercicio.is(codejercicio)}`,
    ),
  );
  return rows.map((row) => row.codsubcuenta);
}

type Keys = Map<string, number>;

async function accountKeys(codejercicio: string, context: Context): Promise<Keys> {
  const accounts = tableOf(Account);
  const { codcuenta, idcuenta } = accounts;
  const rows = await context.transaction.read(
    select(
      { codcuenta, idcuenta },
      sql`FROM ${accounts} WHERE ${accounts.codejercicio.is(codejercicio)}`,
    ),
  );
  return new Map(rows.map((row) => [fold(row.codcuenta), row.idcuenta]));
}

function accountValues({ code, description, special, parent }: ChartRow, year: string, keys: Keys) {
  const parentKey = parent === null ? undefined : keys.get(fold(parent));
  return {
    codcuenta: code,
    codejercicio: year,
    codcuentaesp: special,
    descripcion: description,
    parent_codcuenta: parentKey === undefined ? null : parent,
    parent_idcuenta: parentKey ?? null,
    ...{ debe: 0, haber: 0, saldo: 0 },
  };
}

function subaccountValues(
  { code, description, special, parent }: ChartRow,
  year: string,
  keys: Keys,
) {
  return {
    codsubcuenta: code,
    codejercicio: year,
    codcuentaesp: special,
    descripcion: description,
    codcuenta: parent,
    idcuenta: keys.get(fold(parent ?? '')),
    ...{ debe: 0, haber: 0, saldo: 0 },
  };
}
