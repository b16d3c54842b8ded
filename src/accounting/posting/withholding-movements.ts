import { multiply, percentOf, round, sum } from '../../kernel/money/decimal.js';
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
 * Line 3: income tax withheld (IRPF: Ley 35/2006, art. 99; RD 439/2007, arts. 74 to 101), on debit
 * when customers keep it from us, on credit when we keep it from suppliers. Each line goes with the
 * sub-account of its own percentage, the highest first; in purchases with that of its product, if
 * it names one. A movement for each sub-account, rounded; what rounding leaves goes to that of the
 * highest percentage.
 */
export function withholdingMovements(
  invoice: PostedInvoice,
  accounts: InvoiceAccounts,
  { decimals }: PostingTerms,
): readonly Movement[] {
  const total = round(invoice.totalirpf, decimals);
  const withheld = invoice.lines
    .filter((line) => !line.suplido && line.pvptotal !== 0 && percentageOf(line) !== 0)
    .sort((one, other) => percentageOf(other) - percentageOf(one));
  const [highest] = withheld;
  if (total === 0 || !highest) return [];

  const shares = withheld.map((line) => ({
    account: withholdingAccount(invoice, line, accounts),
    amount: percentOf(documentBase(invoice, line), percentageOf(line)),
  }));
  const movements = byAccount(shares, decimals);
  const rest = sum([total, -totalOf(movements)]);
  const sign = invoice.side === 'sales' ? 1 : -1;
  return withRest(movements, ofPercentage(highest, accounts), rest).map((movement) => ({
    ...movement,
    amount: multiply(sign, movement.amount),
  }));
}

function percentageOf({ irpf }: PostedLine): number {
  return irpf ?? 0;
}

/** A percentage without sub-account is a reason not to post even where the product has its own. */
function withholdingAccount(
  { side }: PostedInvoice,
  line: PostedLine,
  accounts: InvoiceAccounts,
): Account {
  const general = ofPercentage(line, accounts);
  const { idproducto: product } = line;
  const isOwn =
    side === 'purchase' && product !== null && accounts.productWithholdings.has(product);
  return isOwn && typeof general === 'string'
    ? accountOr(accounts.productWithholdings.get(product), 'posting-no-product-account', {
        product,
      })
    : general;
}

function ofPercentage(line: PostedLine, { withholdings }: InvoiceAccounts): Account {
  const percent = percentageOf(line);
  return accountOr(withholdings.get(percent), 'posting-no-withholding-account', { percent });
}
