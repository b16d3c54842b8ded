import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sum } from '../../kernel/money/decimal.js';
import { afterEntries, openBalances, type AccountBalance } from './balances.js';
import { differenceOf, type EntryDraft } from './entry-draft.js';
import { vatSettlementEntry } from './vat-settlement.js';
import { closing, opening, regularisation, type YearEnd } from './year-end.js';

/*
 * Laws that hold for every end of a year and every settlement, over random balances. The seed is
 * fixed, so that a failure is one for everybody.
 */

/** Asserts the law for random cases, the same ones at every run. */
function holds<Case>(cases: fc.Arbitrary<Case>, law: (one: Case) => void): void {
  fc.assert(fc.property(cases, law), { numRuns: 300, seed: 20261122 });
}

const debits = ({ lines }: EntryDraft) => lines.map(({ debe }) => debe);
const credits = ({ lines }: EntryDraft) => lines.map(({ haber }) => haber);

describe('every year', () => {
  const TERMS = { idempresa: 1, codejercicio: '2026', fecha: '2026-12-31', concepto: 'End' };
  const terms = { ...TERMS, iddiario: null, decimals: 2 };
  const accounts = { result: '129', previousProfit: '120', previousLoss: '121' };
  const codes = ['120', '129', '400', '430', '472', '477', '572', '600', '700', '701'];
  const code = fc.constantFrom(...codes);
  /** Sums of entries from one sub-account to another. */
  const anyYear = fc
    .array(fc.tuple(code, code, fc.integer({ min: 1, max: 99_999 }), fc.constantFrom(null, 1, 2)), {
      maxLength: 12,
    })
    .map((entries) =>
      entries.flatMap(([from, to, cents, canal]): AccountBalance[] => [
        { codsubcuenta: to, canal, debe: cents / 100, haber: 0 },
        { codsubcuenta: from, canal, debe: 0, haber: cents / 100 },
      ]),
    );
  const entriesOf = (yearEnd: YearEnd) => {
    if ('unposted' in yearEnd) throw new Error(yearEnd.unposted);
    return yearEnd.entries;
  };

  it('is closed to nothing and opened as it was, with balanced entries worth their debit', () => {
    holds(anyYear, (balances) => {
      const regularised = entriesOf(regularisation(balances, terms, accounts));
      const after = afterEntries(balances, regularised);
      const closed = entriesOf(closing(after, terms));
      const opened = entriesOf(opening(after, terms, accounts));
      expect(openBalances(afterEntries(after, closed))).toEqual([]);
      expect(opened.map(debits)).toEqual(closed.map(credits));
      expect(opened.map(credits)).toEqual(closed.map(debits));
      const carried = opened.flatMap(({ lines }) => lines.map(({ codsubcuenta }) => codsubcuenta));
      expect(carried.filter((each) => each === '129' || each >= '6')).toEqual([]);
      for (const entry of [...regularised, ...closed, ...opened]) {
        expect(differenceOf(entry.lines)).toBe(0);
        expect(entry.importe).toBe(sum(debits(entry)));
        expect(entry.lines.filter(({ debe, haber }) => Math.min(debe, haber) !== 0)).toEqual([]);
      }
    });
  });

  it('settles its VAT to nothing', () => {
    const settlement = { payable: '4750', receivable: '4700' };
    holds(anyYear, (balances) => {
      const of = (...codes: string[]) =>
        balances.filter(({ codsubcuenta }) => codes.includes(codsubcuenta));
      const posting = vatSettlementEntry(
        { output: of('477'), input: of('472') },
        terms,
        settlement,
      );
      if ('unposted' in posting) {
        expect(posting.unposted).toBe('vat-settlement-empty');
        return;
      }
      const { lines } = posting.entry;
      const vat = of('477', '472').map((each) => ({ ...each, canal: null }));
      const left = openBalances(afterEntries(vat, [posting.entry]));
      expect(differenceOf(lines)).toBe(0);
      expect(left.length).toBeLessThanOrEqual(1);
      expect(sum(left.map(({ amount }) => amount))).toBe(
        sum(vat.flatMap(({ debe, haber }) => [debe, -haber])),
      );
      expect(left.every(({ codsubcuenta }) => codsubcuenta.startsWith('47'))).toBe(true);
    });
  });
});
