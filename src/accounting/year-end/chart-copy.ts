import { fold } from '../../kernel/database/fold.js';
import { refuse } from '../../kernel/errors/problem.js';
import type { Context } from '../../models/index.js';
import { Account } from '../chart/account.entity.js';
import { writeChart, type ChartRow } from '../chart-import/chart-writer.js';
import { FiscalYear } from '../years/fiscal-year.entity.js';
import { Subaccount } from '../chart/subaccount.entity.js';

/**
 * Copies the chart of one fiscal year into another: accounts with their roles, ledger accounts
 * without them and without balances. What is there already stays as it is.
 *
 * @param only codes of ledger accounts; with the accounts above them, nothing else is copied
 * @throws RuleError `account-length-error` when the years disagree on the length of codes
 */
export async function copyChart(
  from: FiscalYear,
  to: FiscalYear,
  context: Context,
  only?: ReadonlySet<string>,
): Promise<void> {
  const accounts = await context.records.list(Account, { codejercicio: from.codejercicio });
  const subaccounts = (
    await context.records.list(Subaccount, { codejercicio: from.codejercicio })
  ).filter(({ codsubcuenta }) => !only || only.has(codsubcuenta));
  if (subaccounts.length === 0) return;
  await adoptLength(from, to, context, only === undefined);
  const wrong = subaccounts.find(({ codsubcuenta }) => codsubcuenta.length !== to.longsubcuenta);
  if (wrong) {
    const params = { value: wrong.codsubcuenta, length: to.longsubcuenta ?? '' };
    refuse('account-length-error', 'codsubcuenta', params);
  }
  const byKey = new Map(accounts.map((account) => [account.idcuenta, account]));
  const wanted = only ? withParents(subaccounts, byKey) : accounts;
  await writeChart(
    to.codejercicio,
    {
      accounts: wanted.map((account): ChartRow => {
        const parent = byKey.get(account.parent_idcuenta ?? 0)?.codcuenta ?? null;
        const { codcuenta: code, codcuentaesp: special, descripcion } = account;
        return { code, special, parent, description: descripcion ?? '' };
      }),
      subaccounts: subaccounts.map(({ codsubcuenta: code, codcuenta: parent, descripcion }) => ({
        ...{ code, parent, special: null, description: descripcion },
      })),
    },
    context,
  );
}

/** A year without ledger accounts takes the length of the codes that it receives. */
async function adoptLength(from: FiscalYear, to: FiscalYear, context: Context, whole: boolean) {
  const { longsubcuenta } = from;
  if (!whole || to.longsubcuenta === longsubcuenta) return;
  if ((await context.records.count(Subaccount, { codejercicio: to.codejercicio })) > 0) return;
  await context.records.update(FiscalYear, to, { longsubcuenta });
}

/** The accounts of the ledger accounts and all above them. */
function withParents(
  subaccounts: readonly Subaccount[],
  byKey: ReadonlyMap<number, Account>,
): Account[] {
  const wanted = new Set<Account>();
  for (const { idcuenta } of subaccounts) {
    let account = byKey.get(idcuenta);
    while (account && !wanted.has(account)) {
      wanted.add(account);
      account = byKey.get(account.parent_idcuenta ?? 0);
    }
  }
  return [...wanted];
}

/** The codes that a fiscal year lacks. */
export async function missingCodes(
  codejercicio: string,
  codes: Iterable<string>,
  context: Context,
): Promise<Set<string>> {
  const own = await context.records.list(Subaccount, { codejercicio });
  const known = new Set(own.map(({ codsubcuenta }) => fold(codsubcuenta)));
  return new Set([...codes].filter((code) => !known.has(fold(code))));
}
