import type { Context } from '../../models/index.js';
import type { AccountBalance } from '../posting/balances.js';

/**
 * What the lines of a fiscal year add up to, by ledger account and channel, without the entries
 * that closed or regularised it.
 */
export async function yearBalances(
  codejercicio: string,
  context: Context,
): Promise<AccountBalance[]> {
  const { exact } = context.transaction.dialect;
  const rows = await context.transaction.rows(
    `SELECT p.codsubcuenta, a.canal, SUM(${exact('p.debe')}), SUM(${exact('p.haber')})
     FROM asientos a JOIN partidas p ON p.idasiento = a.idasiento
     WHERE a.codejercicio = ? AND COALESCE(a.operacion, '') NOT IN ('R', 'C')
     GROUP BY p.codsubcuenta, a.canal`,
    [codejercicio],
  );
  return rows.map(([code, canal, debe, haber]) => ({
    codsubcuenta: String(code),
    canal: canal === null || canal === undefined ? null : Number(canal),
    debe: Number(debe),
    haber: Number(haber),
  }));
}
