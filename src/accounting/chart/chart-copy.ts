import { literal, sql, type Sql, type SqlPart } from '../../kernel/database/sql.js';
import { asNumber, columnOf, select, type SqlColumn } from '../../kernel/database/sql-table.js';
import { liveTableOf, tableOf, type Context, type Entity } from '../../models/index.js';
import { Account } from './account.entity.js';
import { Subaccount } from './subaccount.entity.js';

/** What columns get that are not copied as they are: a number, or a column of the account `n`. */
type Instead = Readonly<Record<string, string | number>>;

const NO_BALANCE: Instead = { debe: 0, haber: 0, saldo: 0 };

/**
 * Copies all accounts and ledger accounts of a fiscal year into another one that has none, without
 * balances. The database does it: a chart with the ledger accounts of all customers is large.
 */
export async function copyWholeChart(from: string, to: string, context: Context): Promise<void> {
  const parent = { ...NO_BALANCE, parent_idcuenta: 'idcuenta', parent_codcuenta: 'codcuenta' };
  const o = tableOf(Account, 'o');
  // Parents are shorter than their accounts, and their new keys must be known.
  for (const length of await codeLengths(from, context)) {
    const rows = sql`${accountsBy(o.parent_idcuenta, to)}
      WHERE LENGTH(${o.codcuenta}) = ${literal(length)}`;
    await copyRows(Account, parent, rows, { from, to }, context);
  }
  const account = { ...NO_BALANCE, idcuenta: 'idcuenta', codcuenta: 'codcuenta' };
  const rows = sql`${accountsBy(tableOf(Subaccount, 'o').idcuenta, to)}
    WHERE ${n.idcuenta} IS NOT NULL`;
  await copyRows(Subaccount, account, rows, { from, to }, context);
}

/** The account of the same code in the new year. */
const n = tableOf(Account, 'n');

/** The account `a` that a row hangs on, and `n`. */
function accountsBy(link: SqlColumn<unknown>, to: string): Sql {
  const a = tableOf(Account, 'a');
  return sql`LEFT JOIN ${a} ON ${a.idcuenta} = ${link}
    LEFT JOIN ${n} ON ${n.codcuenta} = ${a.codcuenta} AND ${n.codejercicio.is(to)}`;
}

async function codeLengths(codejercicio: string, context: Context): Promise<number[]> {
  const accounts = tableOf(Account);
  const length = sql`DISTINCT LENGTH(${accounts.codcuenta})`;
  const rows = await context.transaction.read(
    select(
      { length: [length, asNumber] },
      sql`FROM ${accounts} WHERE ${accounts.codejercicio.is(codejercicio)}`,
    ),
  );
  return rows.map((row) => row.length).sort((a, b) => a - b);
}

interface Years {
  readonly from: string;
  readonly to: string;
}

/** Copies rows `o` of a fiscal year, keys aside; folded texts go with theirs. */
async function copyRows(
  entity: Entity<Account> | Entity<Subaccount>,
  instead: Instead,
  rows: Sql,
  { from, to }: Years,
  context: Context,
): Promise<void> {
  // Further columns of the live table are copied too.
  const model = context.models.of<Account | Subaccount>(entity);
  const [table, o] = [liveTableOf(model), liveTableOf(model, 'o')];
  const cells = model.columns
    .filter(({ key }) => !key)
    .map(({ name }): readonly [Sql, SqlPart] => {
      const column = columnOf(table, name);
      const value = instead[name];
      if (name === 'codejercicio') return [column.withTwin, to];
      if (typeof value === 'number') return [column.withTwin, literal(value)];
      const source = value === undefined ? columnOf(o, name) : columnOf(n, value);
      return [column.withTwin, source.withTwin];
    });
  await context.transaction.write(
    sql`INSERT INTO ${table} (${cells.map(([column]) => column)})
      SELECT ${cells.map(([, source]) => source)} FROM ${o} ${rows}
        AND ${o.codejercicio.is(from)}`,
  );
}
