import { divide, multiply, round, sum } from '../../kernel/money/decimal.js';
import type { EntryDraftLine, Unposted, UnpostedReason } from './entry-draft.js';
import type { AccountCode, PostingTerms } from './posted-invoice.js';

/*
 * What entries are made of before they have two columns: amounts with a sign, so that a refund
 * needs no rule of its own. Flipping the sign flips the side.
 */

/** Of a double; in larger amounts the last decimals are noise. */
const SIGNIFICANT_DIGITS = 15;

/** The sub-account of a movement, or why there is none. */
export type Account = string | Unposted;

/** A line to be: on debit when the amount is positive, on credit when it is negative. */
export interface Movement {
  account: Account;
  amount: number;
  /** Of lines of VAT and of surcharge: taxable base, and rates in percent */
  tax?: { base: number; iva: number; recargo: number };
  /** Whether the line names no counterpart */
  standsAlone?: boolean;
  /** Where it is not that of the entry */
  concepto?: string;
}

/** A movement with a sub-account. */
export type PostableMovement = Movement & { account: string };

/** How amounts of a document become amounts of the books. */
export interface Conversion {
  /** What the lines say */
  coddivisa: string;
  tasaconv: number;
  /** The amount in the base currency, rounded */
  converted: (amount: number) => number;
}

/** The code, or that it is missed for this reason. */
export function accountOr(
  code: AccountCode | undefined,
  unposted: UnpostedReason,
  params?: Unposted['params'],
): Account {
  return code ?? { unposted, ...(params && { params }) };
}

/**
 * The conversion of an amount of a document with such a currency and rate. Not to be had where the
 * rate is not known.
 */
export function conversionOf(
  { coddivisa, tasaconv }: { coddivisa: string; tasaconv: number | null },
  terms: Pick<PostingTerms, 'coddivisa' | 'convert' | 'decimals'>,
): Conversion | Unposted {
  const { decimals } = terms;
  if (!terms.convert || coddivisa === terms.coddivisa) {
    const converted = (amount: number) => round(amount, decimals);
    return { coddivisa: terms.coddivisa, tasaconv: 1, converted };
  }
  if (tasaconv === null || !(tasaconv > 0)) {
    return { unposted: 'posting-no-exchange-rate', params: { currency: coddivisa } };
  }
  const converted = (amount: number) => round(divide(amount, tasaconv), decimals);
  return { coddivisa, tasaconv, converted };
}

/** The movement in the base currency. */
export function inBaseCurrency(movement: Movement, { converted }: Conversion): Movement {
  const { amount, tax } = movement;
  return {
    ...movement,
    amount: converted(amount),
    ...(tax && { tax: { ...tax, base: converted(tax.base) } }),
  };
}

/** The sum of the amounts: 0 when they balance. */
export function totalOf(movements: readonly Movement[]): number {
  return sum(movements.map(({ amount }) => amount));
}

/** The movements with the rest added to that of the account, or as one more. */
export function withRest(
  movements: readonly Movement[],
  account: Account,
  rest: number,
): readonly Movement[] {
  if (rest === 0) return movements;
  const at = movements.findIndex((movement) => movement.account === account);
  const old = movements[at];
  return old
    ? movements.with(at, { ...old, amount: sum([old.amount, rest]) })
    : [...movements, { account, amount: rest }];
}

/** The items by key, keys and items in the order in which they come up. */
export function grouped<Item, Key>(
  items: Iterable<Item>,
  keyOf: (item: Item) => Key,
): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** The amounts of each account together, then rounded; accounts in the order of their first. */
export function byAccount(shares: readonly Movement[], decimals: number): Movement[] {
  return [...grouped(shares, ({ account }) => account)].map(([account, together]) => ({
    account,
    amount: round(totalOf(together), decimals),
  }));
}

/** The movements, or why they cannot be posted: a sub-account is missed, or decimals are lost. */
export function postable(
  movements: readonly Movement[],
  decimals: number,
): readonly PostableMovement[] | Unposted {
  const limit = 10 ** (SIGNIFICANT_DIGITS - decimals);
  const ready: PostableMovement[] = [];
  for (const { account, ...rest } of movements) {
    if (typeof account !== 'string') return account;
    if (!(Math.abs(rest.amount) < limit)) return { unposted: 'posting-amount-too-large' };
    ready.push({ ...rest, account });
  }
  return ready;
}

/** The two columns of a signed amount. */
export function columnsOf(amount: number): Pick<EntryDraftLine, 'debe' | 'haber'> {
  return { debe: Math.max(amount, 0), haber: Math.max(multiply(amount, -1), 0) };
}
