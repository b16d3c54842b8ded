import { comparisonOf, type Context, type Entity } from '../../models/index.js';
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
  const { quote } = context.transaction.dialect;
  const of = (alias: string, name: string) => `${alias}.${quote(name)}`;
  /** The account `a` that a row hangs on, and the account `n` of the same code in the new year. */
  const accountsBy = (link: string) =>
    `LEFT JOIN ${quote('cuentas')} a ON ${of('a', 'idcuenta')} = ${of('o', link)} ` +
    `LEFT JOIN ${quote('cuentas')} n ON ${of('n', 'codcuenta')} = ${of('a', 'codcuenta')} ` +
    `AND ${of('n', 'codejercicio')} = ?`;
  const parent = { ...NO_BALANCE, parent_idcuenta: 'idcuenta', parent_codcuenta: 'codcuenta' };
  // Parents are shorter than their accounts, and their new keys must be known.
  for (const length of await codeLengths(from, context)) {
    const rows = `${accountsBy('parent_idcuenta')} WHERE LENGTH(${of('o', 'codcuenta')}) = ${length}`;
    await copyRows(Account, parent, rows, { from, to }, context);
  }
  const account = { ...NO_BALANCE, idcuenta: 'idcuenta', codcuenta: 'codcuenta' };
  const rows = `${accountsBy('idcuenta')} WHERE ${of('n', 'idcuenta')} IS NOT NULL`;
  await copyRows(Subaccount, account, rows, { from, to }, context);
}

async function codeLengths(codejercicio: string, context: Context): Promise<number[]> {
  const { quote } = context.transaction.dialect;
  const length = `LENGTH(${quote('codcuenta')})`;
  const rows = await context.transaction.rows(
    `SELECT DISTINCT ${length} FROM ${quote('cuentas')} WHERE ${quote('codejercicio')} = ?`,
    [codejercicio],
  );
  return rows.map(([each]) => Number(each)).sort((a, b) => a - b);
}

interface Years {
  readonly from: string;
  readonly to: string;
}

/** Copies rows `o` of a fiscal year, keys aside; folded texts go with theirs. */
async function copyRows(
  entity: Entity,
  instead: Instead,
  rows: string,
  { from, to }: Years,
  context: Context,
): Promise<void> {
  const { table, columns } = context.models.of(entity);
  const { dialect } = context.transaction;
  const { quote } = dialect;
  const cells = columns
    .filter(({ key }) => !key)
    .flatMap((column) => {
      const { name } = column;
      const value = instead[name];
      if (name === 'codejercicio') return [[quote(name), '?'] as const];
      if (typeof value === 'number') return [[quote(name), String(value)] as const];
      const source = value === undefined ? `o.${quote(name)}` : `n.${quote(value)}`;
      const cell = [quote(name), source] as const;
      if (!dialect.keepsFolded || comparisonOf(column) !== 'text') return [cell];
      const twin = (of: string) => dialect.operand(of, 'text');
      const folded = value === undefined ? `o.${twin(name)}` : `n.${twin(value)}`;
      return [cell, [twin(name), folded] as const];
    });
  context.transaction.touch(table);
  await context.transaction.run(
    `INSERT INTO ${quote(table)} (${cells.map(([name]) => name).join(', ')}) ` +
      `SELECT ${cells.map(([, source]) => source).join(', ')} FROM ${quote(table)} o ${rows} ` +
      `AND o.${quote('codejercicio')} = ?`,
    [to, to, from],
  );
}
