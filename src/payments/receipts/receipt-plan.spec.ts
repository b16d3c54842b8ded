import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sum } from '../../kernel/money/decimal.js';
import { flagsOf, outstanding, planReceipts, splitAmount } from './receipt-plan.js';

const DECIMALS = 2;
const EURO = 'EUR';

interface Sample {
  idrecibo: number;
  numero: number | null;
  importe: number | null;
  coddivisa: string | null;
  pagado: boolean | null;
  vencido: boolean | null;
}

const receipt = (numero: number, importe: number, values: Partial<Sample> = {}): Sample => ({
  idrecibo: numero,
  numero,
  importe,
  coddivisa: EURO,
  pagado: false,
  vencido: false,
  ...values,
});
const paid = (numero: number, importe: number) => receipt(numero, importe, { pagado: true });
const plan = (total: number, ...receipts: Sample[]) =>
  planReceipts({ total, coddivisa: EURO }, receipts, DECIMALS);

const cents = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((each) => each / 100);
const amounts = fc.array(fc.tuple(cents, fc.boolean()), { maxLength: 6 });

describe('planReceipts', () => {
  it('makes the sequence of the specification', () => {
    expect(plan(121)).toEqual({ add: { numero: 1, importe: 121 } });
    const first = receipt(1, 121);
    expect(plan(242, first)).toEqual({ change: { receipt: first, importe: 242 } });
    expect(plan(363, paid(1, 242))).toEqual({ add: { numero: 2, importe: 121 } });
    const second = receipt(2, 121);
    expect(plan(121, paid(1, 242), second)).toEqual({
      change: { receipt: second, importe: -121 },
    });
    expect(plan(121, paid(1, 242))).toEqual({ add: { numero: 2, importe: -121 } });
  });

  it('adds what an invoice grew by after it was paid', () => {
    expect(plan(10.45, paid(1, 9.5))).toEqual({ add: { numero: 2, importe: 0.95 } });
  });

  it('has nothing to do where the receipts add up', () => {
    expect(plan(0)).toEqual({});
    expect(plan(121, receipt(1, 50), receipt(2, 71))).toEqual({});
    expect(plan(0.3, paid(1, 0.1), paid(2, 0.2))).toEqual({});
  });

  it('leaves a receipt of 0 for a total of 0, and fills it again', () => {
    const first = receipt(1, 121);
    expect(plan(0, first)).toEqual({ change: { receipt: first, importe: 0 } });
    const empty = receipt(1, 0);
    expect(plan(60.5, empty)).toEqual({ change: { receipt: empty, importe: 60.5 } });
  });

  it('changes the first unpaid one by number, then by key', () => {
    const [a, b] = [receipt(2, 50, { idrecibo: 7 }), receipt(2, 50, { idrecibo: 6 })];
    const late = receipt(3, 21);
    expect(plan(150, late, a, b, paid(1, 20)).change?.receipt).toBe(b);
  });

  it('gives the first receipt in another currency that of the invoice', () => {
    const dollars = receipt(2, 71, { coddivisa: 'USD' });
    expect(plan(121, receipt(1, 50), dollars)).toEqual({
      change: { receipt: dollars, importe: 71 },
    });
    expect(plan(50, receipt(1, 50, { coddivisa: 'USD', pagado: true }))).toEqual({});
  });

  it('always ends with receipts that add up, and never touches a paid one', () => {
    fc.assert(
      fc.property(cents, amounts, (total, list) => {
        const receipts = list.map(([importe, pagado], index) =>
          receipt(index + 1, importe, { pagado }),
        );
        const { change, add } = plan(total, ...receipts);
        expect(change?.receipt.pagado ?? false).toBe(false);
        expect(change && add).toBeUndefined();
        const after = receipts.map((each) =>
          each === change?.receipt ? { ...each, importe: change.importe } : each,
        );
        if (add) after.push(receipt(add.numero, add.importe));
        expect(outstanding({ total }, after, DECIMALS)).toBe(0);
        expect(planReceipts({ total, coddivisa: EURO }, after, DECIMALS)).toEqual({});
        expect(new Set(after.map(({ numero }) => numero)).size).toBe(after.length);
      }),
    );
  });
});

describe('splitAmount', () => {
  it.each([
    [100, 3, [33.33, 33.33, 33.34]],
    [100.01, 3, [33.34, 33.34, 33.33]],
    [10, 7, [1.43, 1.43, 1.43, 1.43, 1.43, 1.43, 1.42]],
    [0.05, 4, [0.01, 0.01, 0.01, 0.01, 0.01]],
    [1, 200, Array.from({ length: 100 }, () => 0.01)],
    // The reference gives one receipt of -100.
    [-100, 3, [-33.33, -33.33, -33.34]],
    [100, 1, [100]],
    [100, 0, [100]],
    [100, -2, [100]],
    [0, 3, []],
    [0, 0, []],
    [0.01, 3, [0.01]],
  ])('%d in %d is %j', (amount, count, parts) => {
    expect(splitAmount(amount, count, DECIMALS)).toEqual(parts);
  });

  it('has parts that add up to the amount, all alike but the last', () => {
    const count = fc.integer({ min: 0, max: 150 });
    fc.assert(
      fc.property(cents, count, (amount, parts) => {
        const split = splitAmount(amount, parts, DECIMALS);
        expect(sum(split)).toBe(amount + 0);
        expect(new Set(split.slice(0, -1)).size).toBeLessThanOrEqual(1);
        for (const each of split) expect(Math.round(each * 100) / 100).toBe(each);
      }),
    );
  });
});

describe('flagsOf', () => {
  it.each([
    ['nothing paid', 121, [receipt(1, 121)], { pagada: false, vencida: false }],
    ['overdue', 121, [receipt(1, 121, { vencido: true })], { pagada: false, vencida: true }],
    ['paid', 121, [paid(1, 121)], { pagada: true, vencida: false }],
    ['in part', 121, [paid(1, 50), receipt(2, 71)], { pagada: false, vencida: false }],
    ['noise', 0.3, [paid(1, 0.1), paid(2, 0.2)], { pagada: true, vencida: false }],
    ['a hair less', 121.005, [paid(1, 121)], { pagada: true, vencida: false }],
    ['a cent less', 121.01, [paid(1, 121)], { pagada: false, vencida: false }],
    ['too much', 121, [paid(1, 242), receipt(2, -121)], { pagada: true, vencida: false }],
    ['a refund', -121, [paid(1, -121)], { pagada: true, vencida: false }],
    ['half a refund', -121, [paid(1, -60)], { pagada: false, vencida: false }],
    ['more than a refund', -121, [paid(1, -130)], { pagada: false, vencida: false }],
    ['down to 0', 0, [receipt(1, 0, { vencido: true })], { pagada: true, vencida: true }],
    ['no receipts', 121, [], { pagada: false, vencida: false }],
    [
      'a stale flag',
      121,
      [paid(1, 121)].map((r) => ({ ...r, vencido: true })),
      {
        pagada: true,
        vencida: false,
      },
    ],
  ])('%s', (_name, total, receipts, flags) => {
    expect(flagsOf(total, receipts, DECIMALS)).toEqual(flags);
  });
});
