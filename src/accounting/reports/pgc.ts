/*
 * Where accounts of the Spanish chart stand in the annual accounts, by the beginnings of their
 * codes: PGC de PYMES, RD 1515/2007, third part (balance, cuenta de pérdidas y ganancias) and
 * fourth part (chart). The longest beginning counts. These are totals of the books, not the
 * official models: what those ask for beyond the account codes (terms of one year, notes) no
 * account says.
 */

export type BalanceSection = 'activo' | 'patrimonioneto' | 'pasivo';
export type ResultSection = 'explotacion' | 'financiero' | 'impuesto';

/** Where debit or credit decides: no asset may be set off against a liability (Código de Comercio,
 * art. 38). */
type BySign = 'saldo';

const BALANCE: readonly (readonly [start: string, section: BalanceSection | BySign])[] = [
  ['1', 'pasivo'],
  // Capital, reserves, results of earlier years and of this one, subsidies.
  ['10', 'patrimonioneto'],
  ['11', 'patrimonioneto'],
  ['12', 'patrimonioneto'],
  ['13', 'patrimonioneto'],
  ['2', 'activo'],
  ['3', 'activo'],
  ['4', 'saldo'],
  // Impairment of debtors is taken from the assets; 499 is a provision.
  ['49', 'activo'],
  ['499', 'saldo'],
  ['5', 'saldo'],
  // Dividend on account is taken from equity.
  ['557', 'patrimonioneto'],
  ['59', 'activo'],
  // Income and expense that go to equity, until they are regularised.
  ['8', 'patrimonioneto'],
  ['9', 'patrimonioneto'],
];

const RESULT: readonly (readonly [start: string, section: ResultSection])[] = [
  ['6', 'explotacion'],
  ['630', 'impuesto'],
  ['633', 'impuesto'],
  ['638', 'impuesto'],
  ['66', 'financiero'],
  ['673', 'financiero'],
  ['675', 'financiero'],
  ['696', 'financiero'],
  ['697', 'financiero'],
  ['698', 'financiero'],
  ['699', 'financiero'],
  ['7', 'explotacion'],
  ['76', 'financiero'],
  ['773', 'financiero'],
  ['775', 'financiero'],
  ['796', 'financiero'],
  ['797', 'financiero'],
  ['798', 'financiero'],
  ['799', 'financiero'],
];

/** The side of the balance sheet on which a balance (debit less credit) stands; null: on none. */
export function balanceSection(code: string, balance: number): BalanceSection | null {
  const section = longestStart(code, BALANCE);
  if (section !== 'saldo') return section;
  return balance < 0 ? 'pasivo' : 'activo';
}

/** The part of the profit and loss account that a code belongs to; null: to none. */
export function resultSection(code: string): ResultSection | null {
  return longestStart(code, RESULT);
}

function longestStart<T>(code: string, table: readonly (readonly [string, T])[]): T | null {
  const fitting = table.filter(([start]) => code.startsWith(start));
  return fitting.toSorted(([a], [b]) => b.length - a.length)[0]?.[1] ?? null;
}
