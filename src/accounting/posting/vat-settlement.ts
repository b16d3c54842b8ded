import type { Day } from '../../kernel/dates/calendar.js';
import { isNothing } from '../../kernel/money/amounts.js';
import { multiply } from '../../kernel/money/decimal.js';
import { balanceLine, debitOf, openBalances, type AccountBalance } from './balances.js';
import { balanced, differenceOf, type Posting } from './entry-draft.js';
import type { AccountCode } from './posted-invoice.js';

/** What the entry of a settlement says of itself. */
export interface VatSettlementTerms {
  idempresa: number;
  codejercicio: string;
  fecha: Day;
  concepto: string;
  iddiario: number | null;
  /** Setting `default.decimals` */
  decimals: number;
}

/** What the lines of the period add up to. */
export interface VatBalances {
  /** Sub-accounts of the accounts of special(IVAREP) */
  output: readonly AccountBalance[];
  /** Sub-accounts of the accounts of special(IVASOP) */
  input: readonly AccountBalance[];
}

export interface SettlementAccounts {
  /** special(IVAACR): what the tax office is owed */
  payable: AccountCode;
  /** special(IVADEU): what it owes */
  receivable: AccountCode;
}

/**
 * The entry that settles the VAT of a period (Ley 37/1992, arts. 92, 99 and 164; RD 1624/1992,
 * art. 71; PGC, RD 1514/2007, accounts 472, 477, 4700 and 4750): output VAT, then input VAT, each
 * by code, are reversed; what is left is to pay or to recover. One of neither has no line for it.
 * There is no entry for a period without balances, or where the sub-account is not to be had.
 */
export function vatSettlementEntry(
  { output, input }: VatBalances,
  { decimals, ...header }: VatSettlementTerms,
  { payable, receivable }: SettlementAccounts,
): Posting {
  const reversed = [...settledLines(output), ...settledLines(input)];
  if (reversed.length === 0) return { unposted: 'vat-settlement-empty' };

  const rest = multiply(-1, differenceOf(reversed));
  const account = rest < 0 ? payable : receivable;
  if (rest !== 0 && account === null) return { unposted: 'vat-settlement-no-account' };
  const lines =
    rest === 0 || account === null ? reversed : [...reversed, balanceLine(account, rest)];
  const difference = differenceOf(lines);
  // Amounts of so many digits that the last decimals are noise.
  if (!isNothing(difference, decimals)) {
    return { unposted: 'posting-not-balanced', params: { difference } };
  }
  const entry = { ...header, documento: null, importe: debitOf(lines), lines };
  return { entry: balanced(entry, decimals) };
}

/** The entry is of one channel, whatever those of the lines are. */
function settledLines(balances: readonly AccountBalance[]) {
  return openBalances(balances.map((balance) => ({ ...balance, canal: null }))).map(
    ({ codsubcuenta, amount }) => balanceLine(codsubcuenta, multiply(-1, amount)),
  );
}
