import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { round, sum } from '../../kernel/money/decimal.js';
import type { CalculableLine, CalculationRules, DocumentTotals } from './calculation.js';
import { calculate } from './calculator.js';
import { lastRefund } from './refund-totals.js';

const AMOUNTS = [
  'neto',
  'totaliva',
  'totalrecargo',
  'totalirpf',
  'totalsuplidos',
  'total',
] as const;

const rules: CalculationRules = {
  side: 'sales',
  document: { dtopor1: 0, dtopor2: 0, operacion: null, codpais: 'ESP', provincia: null },
  company: { codpais: 'ESP', regimeniva: 'General' },
  subject: { regimeniva: 'Recargo', excepcioniva: null },
  series: { siniva: false, tipo: null },
  taxes: new Map(),
  zones: [],
  decimals: 2,
  method: 'classic',
};

const cents = (most: number) => fc.integer({ min: -most, max: most }).map((units) => units / 100);
const line = fc.record({
  cantidad: fc.integer({ min: 1, max: 12 }),
  pvpunitario: cents(20_000),
  dtopor: fc.constantFrom(0, 7.5, 33.3),
  dtopor2: fc.constantFrom(0, 5),
  tax: fc.constantFrom([21, 5.2], [10, 1.4], [4, 0.5], [0, 0]),
  irpf: fc.constantFrom(0, 15, 7),
  suplido: fc.boolean(),
  coste: fc.integer({ min: 0, max: 100 }),
});

const asLine = ({
  tax,
  ...values
}: { readonly tax: readonly number[] } & Partial<CalculableLine>) =>
  ({
    ...values,
    iva: tax[0],
    recargo: tax[1],
    codimpuesto: `IVA${tax[0]}`,
    excepcioniva: null,
    keepsTax: true,
  }) as unknown as CalculableLine;

/** Refunds of the lines, a unit of each at a time, in the order of `picks`. */
function refundsOf(own: CalculationRules, lines: readonly CalculableLine[], picks: number[]) {
  const left = lines.map(({ cantidad }) => cantidad);
  const refunds: DocumentTotals[] = [];
  const invoice = calculate(own, lines).totals;
  for (let turn = 0; left.some((units) => units > 0); turn += 1) {
    const taken = lines.flatMap((each, index) => {
      const units = Math.min(left[index] ?? 0, (picks[(turn + index) % picks.length] ?? 0) || 1);
      left[index] = (left[index] ?? 0) - units;
      return units ? [{ ...each, cantidad: -units }] : [];
    });
    const calculation = calculate(own, taken);
    const isLast = left.every((units) => units === 0);
    refunds.push(
      isLast ? lastRefund(own, calculation, { invoice, earlier: refunds }) : calculation.totals,
    );
  }
  return { invoice, refunds };
}

describe('refunds of parts', () => {
  it('add up to their invoice to the cent, however it is split', () => {
    const discounts = fc.constantFrom<[number, number]>([0, 0], [10, 5], [3.33, 0]);
    const picks = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 5 }),
        discounts,
        picks,
        fc.constantFrom('General', 'Agencias de viaje'),
        (made, [dtopor1, dtopor2], order, regimeniva) => {
          const own = {
            ...rules,
            document: { ...rules.document, dtopor1, dtopor2, idfacturarect: 1 },
            company: { codpais: 'ESP', regimeniva },
          };
          const { invoice, refunds } = refundsOf(own, made.map(asLine), order);
          for (const name of AMOUNTS) {
            const back = round(sum(refunds.map((refund) => refund[name])), 2);
            expect([name, sum([back, invoice[name]])]).toEqual([name, 0]);
          }
          for (const refund of refunds) {
            const { neto, totalsuplidos, totaliva, totalrecargo, totalirpf } = refund;
            const total = sum([neto, totalsuplidos, totaliva, totalrecargo, -totalirpf]);
            expect(round(total, 2)).toBe(refund.total);
          }
        },
      ),
      { seed: 11, numRuns: 300 },
    );
  });

  it('stay as calculated when what was refunded before is of another making', () => {
    const sold = asLine({ cantidad: 2, pvpunitario: 100, dtopor: 0, dtopor2: 0, tax: [21, 0] });
    const invoice = calculate(rules, [sold]).totals;
    const calculation = calculate(rules, [{ ...sold, cantidad: -1 }]);
    const half = { ...calculation.totals, neto: -50, totaliva: -10.5 };
    expect(lastRefund(rules, calculation, { invoice, earlier: [half] })).toBe(calculation.totals);
  });

  it('take the cent that rounding leaves', () => {
    const sold = asLine({ cantidad: 3, pvpunitario: 0.5, dtopor: 0, dtopor2: 0, tax: [21, 0] });
    const { invoice, refunds } = refundsOf(rules, [sold], [1]);
    expect(invoice).toMatchObject({ neto: 1.5, totaliva: 0.32, total: 1.82 });
    expect(refunds.map(({ totaliva, total }) => [totaliva, total])).toEqual([
      [-0.11, -0.61],
      [-0.11, -0.61],
      [-0.1, -0.6],
    ]);
  });
});
