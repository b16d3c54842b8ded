import { multiply, round, sum } from '../../kernel/money/decimal.js';
import { documentBase } from './document-base.js';
import {
  accountOr,
  byAccount,
  totalOf,
  withRest,
  type Account,
  type Movement,
} from './movements.js';
import type { InvoiceAccounts, PostedInvoice, PostedLine, PostingTerms } from './posted-invoice.js';

/**
 * Line 5: income of sales on credit, expense of purchases on debit (groups 7 and 6 of the PGC). A
 * movement for each sub-account, rounded, also those of amount 0, in the order of the sub-accounts
 * and families that the products name. What rounding leaves goes to the default sub-account.
 */
export function incomeMovements(
  invoice: PostedInvoice,
  accounts: InvoiceAccounts,
  { decimals }: PostingTerms,
): readonly Movement[] {
  const byDefault = defaultAccount(invoice, accounts);
  const shares = invoice.lines
    .filter(({ suplido }) => !suplido)
    .sort(
      (one, other) =>
        compareCodes(one.productAccount, other.productAccount) ||
        compareCodes(one.productFamily, other.productFamily),
    )
    .map((line) => ({
      account: incomeAccount(line, accounts, byDefault),
      amount: documentBase(invoice, line),
    }));
  const movements = byAccount(shares, decimals);
  const rest = sum([round(invoice.neto, decimals), -totalOf(movements)]);
  const sign = invoice.side === 'sales' ? -1 : 1;
  return withRest(movements, byDefault, rest).map((movement) => ({
    ...movement,
    amount: multiply(sign, movement.amount),
  }));
}

/** Where goes what no product decides: returns have a sub-account of their own. */
export function defaultAccount(
  { idfacturarect }: Pick<PostedInvoice, 'idfacturarect'>,
  { byDefault, returns }: Pick<InvoiceAccounts, 'byDefault' | 'returns'>,
): Account {
  return accountOr(idfacturarect === null ? byDefault : returns, 'posting-no-default-account');
}

function incomeAccount(
  { idproducto: product }: PostedLine,
  { products }: InvoiceAccounts,
  byDefault: Account,
): Account {
  return product !== null && products.has(product)
    ? accountOr(products.get(product), 'posting-no-product-account', { product })
    : byDefault;
}

/** By their characters, none before any. */
function compareCodes(one: string | null, other: string | null): number {
  const [left, right] = [one ?? '', other ?? ''];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
