import type { Day } from '../../kernel/dates/calendar.js';
import { isNothing } from '../../kernel/money/amounts.js';
import { multiply } from '../../kernel/money/decimal.js';
import {
  balanceLine,
  debitOf,
  openBalances,
  type AccountBalance,
  type OpenBalance,
} from './balances.js';
import {
  balanced,
  differenceOf,
  type EntryDraft,
  type EntryDraftLine,
  type Unposted,
} from './entry-draft.js';
import { grouped } from './movements.js';
import type { AccountCode } from './posted-invoice.js';

/*
 * Closing one year and opening the next (accounting specification 14; PGC, RD 1514/2007, fifth
 * part: accounts 129, 120 and 121). One entry for each channel that has balances:
 *
 *   entry              of which balances             lines                        on
 *   regularisation R   income and expense (6, 7)     reversed, rest on 129        last day
 *   closing C          all others (1 to 5), after R  reversed                     last day
 *   opening A          those of the closing          129 becomes 120 or 121       first day of next
 *
 *   afterR = afterEntries(balances, regularisation.entries)
 *   closing(afterR), opening(afterR)
 */

/** The entries, in the order of their channels, or why the year cannot be closed. */
export type YearEnd = { entries: EntryDraft[] } | Unposted;

/** What the entries of one kind have in common. */
export interface YearEndTerms {
  idempresa: number;
  /** The year that is closed or, for the opening, the next one */
  codejercicio: string;
  /** Its last day or, for the opening, its first */
  fecha: Day;
  concepto: string;
  iddiario: number | null;
  /** Amounts are equal in so many decimals: setting `default.decimals` */
  decimals: number;
}

export interface ResultAccounts {
  /** special(PYG): the result of the year */
  result: AccountCode;
  /** special(PREVIO) and special(PRENEG): that of earlier years, where it is a profit or a loss */
  previousProfit: AccountCode;
  previousLoss: AccountCode;
}

/** A balance with the sub-account that it has in the next year, if it has one. */
type Carried = Omit<OpenBalance, 'codsubcuenta'> & { codsubcuenta: AccountCode };

/** Codes from the first to the second, compared as text. */
type Range = readonly [from: string, to: string];

const INCOME_AND_EXPENSE: Range = ['6', '799999999999999'];
const ASSETS_AND_LIABILITIES: Range = ['1', '599999999999999'];

/**
 * Entries `R`: what income and expense add up to is the result of the year, on credit when it is a
 * profit. `balances` are those of all entries of the year but `R` and `C`.
 */
export function regularisation(
  balances: readonly AccountBalance[],
  terms: YearEndTerms,
  { result }: Pick<ResultAccounts, 'result'>,
): YearEnd {
  const open = openBalances(balances);
  const left = leftOpen(open, INCOME_AND_EXPENSE, ASSETS_AND_LIABILITIES);
  if (left) return left;
  if (result === null) return { unposted: 'year-end-no-result-account' };
  return entriesOf('R', within(INCOME_AND_EXPENSE, open), terms, (ofChannel) => {
    const lines = ofChannel.map(reversed);
    return [...lines, balanceLine(result, multiply(-1, differenceOf(lines)))];
  });
}

/** Entries `C`. `balances` are those of all entries of the year but `C`. */
export function closing(balances: readonly AccountBalance[], terms: YearEndTerms): YearEnd {
  const open = openBalances(balances);
  return (
    leftOpen(open, ASSETS_AND_LIABILITIES) ??
    entriesOf('C', open, terms, (ofChannel) => ofChannel.map(reversed))
  );
}

/**
 * Entries `A` of the next year: the balances of the closing as they are, but the result of the year
 * becomes that of an earlier year. `balances` are those that the closing had.
 */
export function opening(
  balances: readonly AccountBalance[],
  terms: YearEndTerms,
  { result, previousProfit, previousLoss }: ResultAccounts,
): YearEnd {
  const open = openBalances(balances);
  const left = leftOpen(open, ASSETS_AND_LIABILITIES);
  if (left) return left;
  const carried = open.map((balance): Carried => {
    if (balance.codsubcuenta !== result) return balance;
    return { ...balance, codsubcuenta: balance.amount < 0 ? previousProfit : previousLoss };
  });
  return carried.every(isCarried)
    ? entriesOf('A', carried, terms, (ofChannel) => ofChannel.map(kept))
    : { unposted: 'year-end-no-previous-result-account' };
}

/** Groups 8 and 9 go to net worth by rules of their own, which nobody can guess: not while open. */
function leftOpen(open: readonly OpenBalance[], ...ranges: Range[]): Unposted | undefined {
  const left = open.find(({ codsubcuenta }) => !ranges.some((range) => isIn(range, codsubcuenta)));
  if (!left) return undefined;
  const params = { account: left.codsubcuenta, balance: left.amount };
  return { unposted: 'year-end-group-with-balance', params };
}

function entriesOf(
  operacion: 'A' | 'C' | 'R',
  open: readonly OpenBalance[],
  { decimals, ...header }: YearEndTerms,
  linesOf: (ofChannel: readonly OpenBalance[]) => EntryDraftLine[],
): YearEnd {
  const entries: EntryDraft[] = [];
  for (const [canal, ofChannel] of grouped(open, (balance) => balance.canal)) {
    const lines = linesOf(ofChannel);
    const difference = differenceOf(lines);
    if (!isNothing(difference, decimals)) {
      return { unposted: 'year-end-not-balanced', params: { channel: canal ?? 0, difference } };
    }
    const entry = { ...header, documento: null, importe: debitOf(lines), canal, operacion, lines };
    entries.push(balanced(entry, decimals));
  }
  return { entries };
}

function isIn([from, to]: Range, code: string): boolean {
  return from <= code && code <= to;
}

function within(range: Range, open: readonly OpenBalance[]): OpenBalance[] {
  return open.filter(({ codsubcuenta }) => isIn(range, codsubcuenta));
}

function isCarried(balance: Carried): balance is OpenBalance {
  return balance.codsubcuenta !== null;
}

function kept({ codsubcuenta, amount }: OpenBalance): EntryDraftLine {
  return balanceLine(codsubcuenta, amount);
}

function reversed({ codsubcuenta, amount }: OpenBalance): EntryDraftLine {
  return balanceLine(codsubcuenta, multiply(-1, amount));
}
