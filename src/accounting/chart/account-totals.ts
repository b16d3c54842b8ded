import type { Context } from '../../models/index.js';
import { accountsAbove, addToAccounts, type Totals } from '../journal/balance-statements.js';
import { lockBooks } from '../journal/entry-numbers.js';

/** What an account, or a ledger account, of a fiscal year hangs on. */
export interface Place {
  readonly codejercicio: string;
  /** The account above; null for none. */
  readonly account: number | null;
}

/** Takes the totals of what moves in the chart from the accounts above it to those above now. */
export async function moveTotals(
  totals: { readonly debe: number | null; readonly haber: number | null },
  from: Place,
  to: Place,
  context: Context,
): Promise<void> {
  const [debe, haber] = [totals.debe ?? 0, totals.haber ?? 0];
  if (from.account === to.account || (debe === 0 && haber === 0)) return;
  for (const year of new Set([from.codejercicio, to.codejercicio])) await lockBooks(year, context);
  const left = await upFrom(from.account, context);
  const entered = await upFrom(to.account, context);
  const changes = new Map<number, Totals>();
  for (const account of left) {
    if (!entered.includes(account)) changes.set(account, { debe: -debe, haber: -haber });
  }
  for (const account of entered) {
    if (!left.includes(account)) changes.set(account, { debe, haber });
  }
  await addToAccounts(changes, context);
}

async function upFrom(account: number | null, context: Context): Promise<number[]> {
  return account === null ? [] : [account, ...(await accountsAbove(account, context))];
}
