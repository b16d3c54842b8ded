import { round, sum } from '../../kernel/money/decimal.js';
import type { EntryDraft, EntryDraftLine } from './entry-draft.js';
import { columnsOf, grouped } from './movements.js';

/*
 * The entries that are made of balances: end of the year, settlement of the VAT. All amounts are in
 * the base currency.
 */

/** What the lines of a sub-account add up to. */
export interface AccountBalance {
  codsubcuenta: string;
  /** Of the entries of the lines; 0 is the same as none */
  canal: number | null;
  debe: number;
  haber: number;
}

/** Debit less credit, never 0, of one sub-account in one channel. */
export interface OpenBalance {
  codsubcuenta: string;
  canal: number | null;
  amount: number;
}

/** To which sums of lines are rounded: a person may have posted parts of a cent. */
const DECIMALS = 4;

/** What is not balanced, by channel, none first, and then by code. */
export function openBalances(balances: readonly AccountBalance[]): OpenBalance[] {
  const accounts = grouped(
    balances,
    ({ codsubcuenta, canal }) => `${channelOf(canal) ?? ''}|${codsubcuenta}`,
  );
  return [...accounts.values()]
    .flatMap(([first, ...others]) => (first ? [openBalance(first, others)] : []))
    .filter(({ amount }) => amount !== 0)
    .sort(
      (one, other) =>
        order(one.canal ?? 0, other.canal ?? 0) || order(one.codsubcuenta, other.codsubcuenta),
    );
}

/** The balances after these entries, too. */
export function afterEntries(
  balances: readonly AccountBalance[],
  entries: readonly EntryDraft[],
): AccountBalance[] {
  const posted = entries.flatMap(({ canal, lines }) =>
    lines.map(({ codsubcuenta, debe, haber }) => ({
      codsubcuenta,
      canal: canal ?? null,
      debe,
      haber,
    })),
  );
  return [...balances, ...posted];
}

/** A line of such an amount, on debit when it is positive. */
export function balanceLine(codsubcuenta: string, amount: number): EntryDraftLine {
  return { codsubcuenta, ...columnsOf(amount) };
}

/** The sum of the debit side. */
export function debitOf(lines: readonly EntryDraftLine[]): number {
  return sum(lines.map(({ debe }) => debe));
}

function openBalance(first: AccountBalance, others: readonly AccountBalance[]): OpenBalance {
  const { codsubcuenta, canal } = first;
  const all = [first, ...others].flatMap(({ debe, haber }) => [debe, -haber]);
  return { codsubcuenta, canal: channelOf(canal), amount: round(sum(all), DECIMALS) };
}

function channelOf(canal: number | null): number | null {
  return canal === 0 ? null : canal;
}

function order<Value extends number | string>(one: Value, other: Value): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
