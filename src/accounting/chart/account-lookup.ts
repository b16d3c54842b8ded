import { isEmpty, type Context } from '../../models/index.js';
import { Account } from './account.entity.js';

/** What a record says about another account: its number, its code, or both. */
export interface AccountLink {
  readonly id: number | null | undefined;
  readonly code: string | null | undefined;
}

/**
 * The account that a link means, in one fiscal year: by number, else by code. Of a stored link
 * the half that has been changed decides.
 */
export async function linkedAccount(
  link: AccountLink,
  before: AccountLink | null,
  codejercicio: string,
  context: Context,
): Promise<Account | null> {
  const idChanged = link.id !== before?.id;
  const codeChanged = link.code !== before?.code;
  const byId = !before || idChanged || !codeChanged;
  const byCode = !before || codeChanged || !idChanged;
  if (byId && !isEmpty(link.id)) {
    const account = await context.records.first(Account, { idcuenta: link.id, codejercicio });
    if (account) return account;
  }
  if (!byCode || isEmpty(link.code)) return null;
  return context.records.first(Account, { codcuenta: link.code, codejercicio });
}

/** The account of the year with the longest code that the given code begins with. */
export async function accountByPrefix(
  code: string,
  codejercicio: string,
  context: Context,
): Promise<Account | null> {
  for (let length = code.length - 1; length > 0; length--) {
    const codcuenta = code.slice(0, length);
    const account = await context.records.first(Account, { codcuenta, codejercicio });
    if (account) return account;
  }
  return null;
}
