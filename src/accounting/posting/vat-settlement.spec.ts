import { describe, expect, it } from 'vitest';
import type { AccountBalance } from './balances.js';
import { vatSettlementEntry, type SettlementAccounts } from './vat-settlement.js';

const TERMS = {
  idempresa: 1,
  codejercicio: '2026',
  fecha: '2026-03-31',
  concepto: 'VAT T1',
  iddiario: null,
  decimals: 2,
};
const ACCOUNTS: SettlementAccounts = { payable: '4750000000', receivable: '4700000000' };

type Row = [string, number, number];

const balance = (
  [codsubcuenta, debe, haber]: Row,
  canal: number | null = null,
): AccountBalance => ({
  ...{ codsubcuenta, canal, debe, haber },
});

/** The posting of such sums of output and input VAT, its lines as rows. */
function settled(output: Row[], input: Row[], accounts = ACCOUNTS) {
  const balances = {
    output: output.map((row) => balance(row)),
    input: input.map((row) => balance(row)),
  };
  const posting = vatSettlementEntry(balances, TERMS, accounts);
  if ('unposted' in posting) return posting;
  return posting.entry.lines.map(({ codsubcuenta, debe, haber }) => [codsubcuenta, debe, haber]);
}

describe('settlement of the VAT', () => {
  it('what is left of the output VAT is to pay', () => {
    const output: Row[] = [
      ['4770000021', 21, 231],
      ['4770000010', 0, 5],
    ];
    expect(settled(output, [['4720000021', 63, 0]])).toEqual([
      ['4770000010', 5, 0],
      ['4770000021', 210, 0],
      ['4720000021', 0, 63],
      ['4750000000', 0, 152],
    ]);
  });

  it('what is left of the input VAT is to recover', () => {
    expect(settled([['4770000021', 0, 21]], [['4720000021', 63, 0]])).toEqual([
      ['4770000021', 21, 0],
      ['4720000021', 0, 63],
      ['4700000000', 42, 0],
    ]);
  });

  it('refunds can turn the sides', () => {
    expect(settled([['4770000021', 21, 0]], [['4720000021', 0, 63]])).toEqual([
      ['4770000021', 0, 21],
      ['4720000021', 63, 0],
      ['4750000000', 0, 42],
    ]);
  });

  it('nothing is left, nor a sub-account missed', () => {
    const intra: Row[] = [['4771000021', 0, 63]];
    const none = { payable: null, receivable: null };
    expect(settled(intra, [['4721000021', 63, 0]], none)).toEqual([
      ['4771000021', 63, 0],
      ['4721000021', 0, 63],
    ]);
  });

  it('channels are settled together', () => {
    const output = [1, 2].map((canal) => balance(['4770000021', 0, 10], canal));
    expect(vatSettlementEntry({ output, input: [] }, TERMS, ACCOUNTS)).toEqual({
      entry: {
        ...{ idempresa: 1, codejercicio: '2026', fecha: '2026-03-31', concepto: 'VAT T1' },
        ...{ iddiario: null, documento: null, importe: 20 },
        lines: [
          { codsubcuenta: '4770000021', debe: 20, haber: 0 },
          { codsubcuenta: '4750000000', debe: 0, haber: 20 },
        ],
      },
    });
  });

  it.each<[string, Row[], SettlementAccounts, string]>([
    ['no balance', [['4770000021', 5, 5]], ACCOUNTS, 'vat-settlement-empty'],
    [
      'nowhere to put what is to pay',
      [['4770000021', 0, 5]],
      { ...ACCOUNTS, payable: null },
      'vat-settlement-no-account',
    ],
    [
      'nowhere to put what is to recover',
      [['4770000021', 5, 0]],
      { ...ACCOUNTS, receivable: null },
      'vat-settlement-no-account',
    ],
  ])('%s', (_case, output, accounts, unposted) => {
    expect(settled(output, [], accounts)).toEqual({ unposted });
  });
});
