import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { afterEntries, type AccountBalance } from './balances.js';
import type { EntryDraft } from './entry-draft.js';
import {
  closing,
  opening,
  regularisation,
  type ResultAccounts,
  type YearEnd,
  type YearEndTerms,
} from './year-end.js';

/** sub-account, D, H */
type Row = [string, number, number];

interface Expected {
  importe: number;
  lines: Row[];
}

/** A worked example of the accounting specification (section 14). */
interface Example {
  name: string;
  balances: Row[];
  /** Absent: the year has neither income nor expense */
  R?: Expected;
  C: Expected;
  A: Expected;
}

const GOLDEN = new URL('../../../test/golden/entries-year-end.json', import.meta.url);
const EXAMPLES = JSON.parse(readFileSync(GOLDEN, 'utf8')) as Example[];

const ACCOUNTS: ResultAccounts = {
  result: '1290000000',
  previousProfit: '1200000000',
  previousLoss: '1210000000',
};
const CLOSED: YearEndTerms = {
  idempresa: 1,
  codejercicio: '2024',
  fecha: '2024-12-31',
  concepto: 'End of 2024',
  iddiario: 8,
  decimals: 2,
};
const NEXT: YearEndTerms = { ...CLOSED, codejercicio: '2025', fecha: '2025-01-01', iddiario: 9 };

const balancesOf = (rows: Row[], canal: number | null = null): AccountBalance[] =>
  rows.map(([codsubcuenta, debe, haber]) => ({ codsubcuenta, canal, debe, haber }));

function entriesOf(yearEnd: YearEnd): EntryDraft[] {
  if ('unposted' in yearEnd) throw new Error(yearEnd.unposted);
  return yearEnd.entries;
}

const rowsOf = ({ lines }: EntryDraft): Row[] =>
  lines.map(({ codsubcuenta, debe, haber }) => [codsubcuenta, debe, haber]);

/** The entries R, C and A of such balances. */
function yearEndOf(balances: AccountBalance[]) {
  const R = entriesOf(regularisation(balances, CLOSED, ACCOUNTS));
  const after = afterEntries(balances, R);
  const C = entriesOf(closing(after, CLOSED));
  return { R, C, A: entriesOf(opening(after, NEXT, ACCOUNTS)) };
}

describe('end of the year', () => {
  it.each(EXAMPLES)('$name', ({ balances, ...expected }) => {
    const entries = yearEndOf(balancesOf(balances));
    for (const operacion of ['R', 'C', 'A'] as const) {
      const found = entries[operacion].map((entry) => ({
        importe: entry.importe,
        lines: rowsOf(entry),
      }));
      expect(found, operacion).toEqual(expected[operacion] ? [expected[operacion]] : []);
      expect(entries[operacion].map((entry) => entry.operacion)).toEqual(
        found.map(() => operacion),
      );
    }
  });

  it('entries say year, day, text and journal', () => {
    const { R, A } = yearEndOf(balancesOf(EXAMPLES[0]!.balances));
    const common = { idempresa: 1, concepto: 'End of 2024', documento: null, canal: null };
    expect(R[0]).toMatchObject({
      ...common,
      codejercicio: '2024',
      fecha: '2024-12-31',
      iddiario: 8,
    });
    expect(A[0]).toMatchObject({
      ...common,
      codejercicio: '2025',
      fecha: '2025-01-01',
      iddiario: 9,
    });
  });

  it('each channel has entries of its own, none and 0 the same', () => {
    const balances = [
      ...balancesOf([['7000000000', 0, 10]], 2),
      ...balancesOf([['5720000000', 10, 0]], 2),
      ...balancesOf([['7000000000', 0, 3]], 0),
      ...balancesOf([['7000000000', 0, 4]]),
      ...balancesOf([['5720000000', 7, 0]]),
    ];
    const { R, C, A } = yearEndOf(balances);
    expect(R.map((entry) => [entry.canal, entry.importe])).toEqual([
      [null, 7],
      [2, 10],
    ]);
    expect([C.length, A.length]).toEqual([2, 2]);
    expect(rowsOf(R[0]!)).toEqual([
      ['7000000000', 7, 0],
      ['1290000000', 0, 7],
    ]);
  });

  it('sums are rounded to four decimals', () => {
    const balances = balancesOf([
      ['5720000000', 0.1 + 0.2, 0.30000001],
      ['4300000001', 1.00004, 0],
      ['4000000001', 0, 1.00004],
    ]);
    expect(rowsOf(yearEndOf(balances).C[0]!)).toEqual([
      ['4000000001', 1, 0],
      ['4300000001', 0, 1],
    ]);
  });

  it('a year without balances has no entries', () => {
    expect(yearEndOf(balancesOf([['4300000001', 5, 5]]))).toEqual({ R: [], C: [], A: [] });
  });
});

describe('a year that cannot be closed', () => {
  it.each(['8000000000', '9000000000', '0100000000'])('has a balance on %s', (account) => {
    const balances = balancesOf([
      [account, 0, 5],
      ['5720000000', 5, 0],
    ]);
    const refusal = {
      unposted: 'year-end-group-with-balance',
      params: { account, balance: -5 },
    };
    expect(regularisation(balances, CLOSED, ACCOUNTS)).toEqual(refusal);
    expect(closing(balances, CLOSED)).toEqual(refusal);
    expect(opening(balances, NEXT, ACCOUNTS)).toEqual(refusal);
  });

  it('groups 8 and 9 may have movements that balance', () => {
    expect(closing(balancesOf([['8000000000', 5, 5]]), CLOSED)).toEqual({ entries: [] });
  });

  it('has income or expense that is not regularised', () => {
    const balances = balancesOf([
      ['6000000000', 5, 0],
      ['7000000000', 0, 5],
    ]);
    expect(closing(balances, CLOSED)).toEqual({
      unposted: 'year-end-group-with-balance',
      params: { account: '6000000000', balance: 5 },
    });
  });

  it('has entries that do not balance', () => {
    const balances = [
      ...balancesOf([['5720000000', 5, 0]], 3),
      ...balancesOf([['4300000001', 0, 5]], 4),
    ];
    const refusal = { unposted: 'year-end-not-balanced', params: { channel: 3, difference: -5 } };
    expect(closing(balances, CLOSED)).toEqual(refusal);
    expect(opening(balances, NEXT, ACCOUNTS)).toMatchObject({ unposted: refusal.unposted });
  });

  it('is not one with parts of a cent', () => {
    const balances = balancesOf([
      ['5720000000', 5.003, 0],
      ['4300000001', 0, 5],
    ]);
    expect(entriesOf(closing(balances, CLOSED))).toHaveLength(1);
  });

  it('has no sub-account for the result', () => {
    const balances = balancesOf(EXAMPLES[0]!.balances);
    expect(regularisation(balances, CLOSED, { result: null })).toEqual({
      unposted: 'year-end-no-result-account',
    });
  });

  it('has no sub-account for the result of earlier years', () => {
    const profit = balancesOf([
      ['1290000000', 0, 5],
      ['5720000000', 5, 0],
    ]);
    const accounts = { ...ACCOUNTS, previousLoss: null };
    expect(entriesOf(opening(profit, NEXT, accounts))).toHaveLength(1);
    expect(opening(profit, NEXT, { ...ACCOUNTS, previousProfit: null })).toEqual({
      unposted: 'year-end-no-previous-result-account',
    });
  });
});
