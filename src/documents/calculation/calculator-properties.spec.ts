import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { round, sum } from '../../kernel/money/decimal.js';
import { calculate, totalInEuros } from './calculator.js';
import type { CalculableLine, CalculationRules, DocumentTotals, TaxRate } from './calculation.js';
import { taxGroups } from './tax-groups.js';

/*
 * Laws that hold for every document, over random ones of both sides, all schemes and operations.
 * The seed is fixed, so that a failure is one for everybody.
 */

const RATES: TaxRate[] = [
  { codimpuesto: 'IVA21', iva: 21, recargo: 5.2, tipo: 1 },
  { codimpuesto: 'IVA10', iva: 10, recargo: 1.4, tipo: 1 },
  { codimpuesto: 'IVA4', iva: 4, recargo: 0.5, tipo: 1 },
  { codimpuesto: 'IVA0', iva: 0, recargo: 0, tipo: 1 },
  { codimpuesto: 'IGIC7', iva: 7, recargo: 0, tipo: null },
  { codimpuesto: 'UNIT', iva: 4, recargo: 0.5, tipo: 2 },
];
const TAXES = new Map(RATES.map((rate) => [rate.codimpuesto, rate]));

const SCHEMES = [null, 'General', 'Exento', 'Recargo', 'Oro', 'Agrario'];
const MARGIN_SCHEMES = ['Bienes usados', 'Agencias de viaje'];
const OPERATIONS = [
  'intracomunitaria',
  'intracom-servicios',
  'inv-sujeto-pasivo',
  'exportacion',
  'importacion',
  'successive-tract',
];

/** A whole number of so many decimals. */
const amount = (limit: number, decimals: number) =>
  fc.integer({ min: -limit, max: limit }).map((whole) => Number(`${whole}e-${decimals}`));
const discount = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  fc.integer({ min: -500, max: 1500 }).map((tenths) => tenths / 10),
);
/** Mostly null, so that one choice does not hide the others. */
const seldom = <T>(...values: T[]) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, fc.constantFrom(...values));
const place = { codpais: seldom('ESP', 'PRT'), provincia: seldom('Madrid', 'MADRID', 'Ceuta') };

// A zone never puts a tax that another zone replaces: a second pass would then replace it.
const zone = fc.record({
  ...place,
  codimpuesto: fc.constantFrom('IVA21', 'IVA10'),
  codimpuestosel: fc.constantFrom('IGIC7', 'IVA4', 'UNIT', null),
  excepcioniva: seldom('ES_21', 'ES_OTHER'),
  prioridad: seldom(1, 2, 3),
});

const rulesWith = (companySchemes: readonly (string | null)[]): fc.Arbitrary<CalculationRules> =>
  fc.record({
    side: fc.constantFrom('sales', 'purchase'),
    document: fc.record({
      dtopor1: fc.oneof(discount, fc.constant(null)),
      dtopor2: discount,
      operacion: seldom(...OPERATIONS),
      ...place,
    }),
    company: fc.record({
      codpais: fc.constantFrom('ESP', 'ESP', 'ESP', 'FRA'),
      regimeniva: fc.constantFrom(...companySchemes),
    }),
    subject: fc.record({
      regimeniva: fc.constantFrom(...SCHEMES),
      excepcioniva: seldom('ES_20'),
    }),
    series: fc.record({
      siniva: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      tipo: seldom('R', 'S'),
    }),
    taxes: fc.constant(TAXES),
    zones: fc.array(zone, { maxLength: 3 }),
    decimals: fc.constantFrom(2, 2, 2, 0, 3, 5),
    method: fc.constantFrom('classic', 'price-adjusted'),
  });

const anyRules = rulesWith([...SCHEMES, ...MARGIN_SCHEMES]);
const plainRules = rulesWith(SCHEMES);

/** A line with the rates of its tax, as a new one has. */
const anyLine: fc.Arbitrary<CalculableLine> = fc
  .record({
    cantidad: fc.oneof(amount(50, 0), amount(5000, 3)),
    pvpunitario: fc.oneof(amount(100_000, 2), amount(1_000_000, 5)),
    dtopor: discount,
    dtopor2: discount,
    irpf: seldom(0, 7, 15, 19),
    suplido: seldom(true, false, false),
    codimpuesto: fc.constantFrom(null, ...TAXES.keys()),
    excepcioniva: seldom('ES_7', 'ES_20'),
    coste: fc.oneof(amount(100_000, 3), fc.constantFrom(null, undefined)),
    tipoproducto: seldom('Segunda mano', 'Normal'),
  })
  .map((line) => {
    const { iva, recargo } = TAXES.get(line.codimpuesto ?? '') ?? { iva: 0, recargo: 0 };
    return { ...line, iva, recargo };
  });
const anyLines = fc.array(anyLine, { maxLength: 6 });

/** Asserts the law for random cases of the two, the same ones at every run. */
function holds<A, B>(
  first: fc.Arbitrary<A>,
  second: fc.Arbitrary<B>,
  law: (first: A, second: B) => void,
  numRuns = 1000,
): void {
  fc.assert(fc.property(first, second, law), { numRuns, seed: 20261122 });
}

const GROUPED = ['neto', 'netosindto', 'totaliva', 'totalrecargo'] as const;

describe('every document', () => {
  it('has a total that its parts make up, to the last decimal', () => {
    holds(anyRules, anyLines, (rules, lines) => {
      const { totals } = calculate(rules, lines);
      const { neto, totalsuplidos, totaliva, totalrecargo, totalirpf } = totals;
      const parts = sum([neto, totalsuplidos, totaliva, totalrecargo, -totalirpf]);
      expect(totals.total).toBe(parts);
      const amounts = [...GROUPED, 'totalirpf', 'totalsuplidos', 'total'] as const;
      const shown = amounts.map((name) => totals[name]);
      expect(shown.map((amount) => round(amount, rules.decimals))).toEqual(shown);
    });
  });

  it('has groups that add up to its totals, each pair of rates once', () => {
    holds(anyRules, anyLines, (rules, lines) => {
      const { groups, totals } = calculate(rules, lines);
      const sums = GROUPED.map((name) => sum(groups.map((group) => group[name])));
      expect(sums).toEqual(GROUPED.map((name) => totals[name]));
      const rates = groups.map(({ iva, recargo }) => `${iva}|${recargo}`);
      expect(new Set(rates).size).toBe(rates.length);
    });
  });

  it('has the same groups when they are taken from its stored lines', () => {
    holds(anyRules, anyLines, (rules, lines) => {
      const calculation = calculate(rules, lines);
      const stored = lines.map((line, i) => ({ ...line, ...calculation.lines[i]! }));
      expect(taxGroups(rules, stored)).toEqual(calculation.groups);
    });
  });

  it('comes out the same when it is calculated again', () => {
    holds(anyRules, anyLines, (rules, lines) => {
      const once = calculate(rules, lines);
      const again = calculate(
        rules,
        lines.map((line, i) => ({ ...line, ...once.lines[i]! })),
      );
      expect(again).toEqual(once);
    });
  });

  it('has totals that do not depend on the order of its lines', () => {
    const shuffled = anyLines.chain((lines) =>
      fc.tuple(
        fc.constant(lines),
        fc.shuffledSubarray(lines, { minLength: lines.length, maxLength: lines.length }),
      ),
    );
    holds(anyRules, shuffled, (rules, [lines, others]) => {
      expect(calculate(rules, others).totals).toEqual(calculate(rules, lines).totals);
    });
  });

  it('has lines of its own that the other lines do not touch', () => {
    holds(anyRules, anyLines, (rules, lines) => {
      const alone = lines.flatMap((line) => calculate(rules, [line]).lines);
      expect(calculate(rules, lines).lines).toEqual(alone);
    });
  });

  // Left out: margin schemes, where a series of refunds takes a loss for a profit that comes back
  // unless it is known what is refunded (the next test).
  it('is negated by negated quantities', () => {
    holds(plainRules, anyLines, expectNegation);
  });

  it('under a margin scheme is negated by a refund in any series', () => {
    const refunds = rulesWith(MARGIN_SCHEMES).map((rules) => ({
      ...rules,
      document: { ...rules.document, idfacturarect: 1 },
    }));
    holds(refunds, anyLines, expectNegation);
  });

  it('leaves what it is given as it was', () => {
    holds(anyRules, anyLines, (rules, lines) => {
      const before = structuredClone({ rules, lines });
      calculate(rules, lines);
      expect({ rules, lines }).toEqual(before);
    });
  });
});

function expectNegation(rules: CalculationRules, lines: CalculableLine[]): void {
  const { totals } = calculate(rules, lines);
  const returned = lines.map((line) => ({ ...line, cantidad: -line.cantidad + 0 }));
  const { irpf, ...amounts } = totals;
  const negated = Object.entries(amounts).map(([name, value]) => [name, -value + 0]);
  expect(calculate(rules, returned).totals).toEqual({ ...Object.fromEntries(negated), irpf });
}

describe('parts of documents', () => {
  it('Spanish reverse charges and exempt subjects bear no VAT, whatever the lines are', () => {
    const untaxed = anyRules.filter(
      ({ series, subject }) => series.siniva || subject.regimeniva === 'Exento',
    );
    const reverse = anyRules.map(({ document, company, ...rules }) => ({
      ...rules,
      side: 'purchase' as const,
      document: { ...document, operacion: 'intracomunitaria' },
      company: { ...company, codpais: 'ESP' },
    }));
    holds(fc.oneof(untaxed, reverse), anyLines, (rules, lines) => {
      const { totaliva, totalrecargo } = calculate(rules, lines).totals;
      expect([totaliva, totalrecargo]).toEqual([0, 0]);
    });
  });

  it('disbursements change nothing but their own total, the total and the cost', () => {
    const disbursement = anyLine.map((line) => ({ ...line, suplido: true }));
    holds(anyRules, fc.tuple(anyLines, disbursement), (rules, [lines, more]) => {
      const without = calculate(rules, lines);
      const { groups, totals } = calculate(rules, [...lines, more]);
      const kept = ({ neto, totaliva, totalrecargo, totalirpf, irpf }: DocumentTotals) => ({
        neto,
        totaliva,
        totalrecargo,
        totalirpf,
        irpf,
      });
      expect(groups).toEqual(without.groups);
      expect(kept(totals)).toEqual(kept(without.totals));
    });
  });

  it('a quantity may be split over two lines (the price-adjusted method rounds each)', () => {
    const classic = plainRules.map((rules) => ({ ...rules, method: 'classic' as const }));
    // Few decimals, so that no product needs more digits than a double has.
    const whole = anyLine.map((line) => ({ ...line, cantidad: 3, pvpunitario: 12.35, dtopor: 10 }));
    holds(classic, fc.tuple(whole, anyLines), (rules, [line, lines]) => {
      const split = [
        { ...line, cantidad: 2 },
        { ...line, cantidad: 1 },
      ];
      const { totals } = calculate(rules, [...lines, line]);
      expect(calculate(rules, [...lines, ...split]).totals).toEqual(totals);
    });
  });
});

describe('against whole numbers', () => {
  /** Half away from zero. */
  function quotient(dividend: bigint, divisor: bigint): number {
    const size = dividend < 0n ? -dividend : dividend;
    const whole = (2n * size + divisor) / (2n * divisor);
    return Number(dividend < 0n ? -whole : whole) / 100 + 0;
  }

  const order = fc.record({
    units: fc.integer({ min: -99, max: 99 }),
    cents: fc.integer({ min: 0, max: 99_999 }),
    off: fc.integer({ min: 0, max: 100 }),
    code: fc.constantFrom('IVA21', 'IVA10', 'IVA4'),
  });

  it('a sale with surcharge is what paper and pencil say', () => {
    const percent = fc.integer({ min: 0, max: 100 });
    const orders = fc.array(order, { maxLength: 12 });
    holds(fc.tuple(plainRules, percent), orders, ([anything, documentOff], given) => {
      const rules: CalculationRules = {
        ...anything,
        side: 'sales',
        document: { ...anything.document, operacion: null, dtopor1: documentOff, dtopor2: 0 },
        subject: { regimeniva: 'Recargo', excepcioniva: null },
        series: { siniva: false, tipo: null },
        zones: [],
        decimals: 2,
        method: 'classic',
      };
      const lines = given.map(({ units, cents, off, code }) => ({
        ...TAXES.get(code)!,
        cantidad: units,
        pvpunitario: cents / 100,
        dtopor: off,
        dtopor2: 0,
        irpf: 15,
        suplido: false,
        excepcioniva: null,
      }));
      // In cents of cents of a cent, and rates in tenths of a percent.
      const baseOf = ({ units, cents, off }: (typeof given)[number]) =>
        BigInt(units * cents) * BigInt(100 - off) * BigInt(100 - documentOff);
      const total = (items: typeof given) => items.reduce((all, item) => all + baseOf(item), 0n);
      const expected = RATES.slice(0, 3).map(({ codimpuesto, iva, recargo }) => {
        const base = total(given.filter(({ code }) => code === codimpuesto));
        const tenths = (rate: number) => BigInt(Math.round(rate * 10));
        return [
          quotient(base, 10_000n),
          quotient(base * tenths(iva), 10_000_000n),
          quotient(base * tenths(recargo), 10_000_000n),
        ];
      });
      const { groups, totals } = calculate(rules, lines);
      const actual = RATES.slice(0, 3).map(({ codimpuesto }) => {
        const group = groups.find((each) => each.codimpuesto === codimpuesto);
        return [group?.neto ?? 0, group?.totaliva ?? 0, group?.totalrecargo ?? 0];
      });
      expect(actual).toEqual(expected);
      expect(totals.totalirpf).toBe(quotient(total(given) * 15n, 1_000_000n));
    });
  });
});

describe('numbers of any size', () => {
  it('neither fail nor give a negative zero', () => {
    const wild = fc.oneof(
      fc.double(),
      fc.constantFrom(Infinity, -Infinity, NaN, -0, 0, 1e308, -1e308, 5e-324),
    );
    const wildLine = fc
      .tuple(anyLine, fc.tuple(wild, wild, wild, wild, wild, wild), wild)
      .map(([line, [cantidad, pvpunitario, dtopor, dtopor2, iva, recargo], coste]) => {
        return { ...line, cantidad, pvpunitario, dtopor, dtopor2, iva, recargo, irpf: iva, coste };
      });
    const wildRules = fc.tuple(anyRules, wild, wild).map(([rules, dtopor1, dtopor2]) => {
      return { ...rules, document: { ...rules.document, dtopor1, dtopor2 } };
    });
    const wildLines = fc.array(fc.oneof(wildLine, anyLine), { maxLength: 4 });
    holds(wildRules, wildLines, (rules, lines) => {
      const { lines: calculated, groups, totals } = calculate(rules, lines);
      const stored = lines.map((line) => ({ ...line, pvpsindto: 1, pvptotal: line.cantidad }));
      const inEuros = lines.map((line) => totalInEuros(totals.total, line.iva));
      const values = [...calculated, ...groups, totals, ...taxGroups(rules, stored)].flatMap(
        (each) => Object.values(each),
      );
      expect([...values, ...inEuros].filter((value) => Object.is(value, -0))).toEqual([]);
      expect(calculated).toHaveLength(lines.length);
    });
  });
});
