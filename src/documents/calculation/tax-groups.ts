import { divide, multiply, percentOf, round, sum } from '../../kernel/money/decimal.js';
import type { CalculationRules, StoredLine, TaxGroup } from './calculation.js';
import { isMarginScheme, isReverseCharge } from './tax-treatment.js';

/** `tipo` of taxes that are an amount per unit, not a percentage. */
const PER_UNIT = 2;

/** `tipo` of the series of refunds. */
const REFUNDS = 'R';

/** What lines bring to one group, not yet rounded. */
type Shares = [TaxGroup, ...TaxGroup[]];

/**
 * The groups of lines as they are stored: those of equal rates together, in order of their first
 * appearance, amounts summed and then rounded. Disbursements and lines of amount 0 are in none.
 */
export function taxGroups(rules: CalculationRules, lines: readonly StoredLine[]): TaxGroup[] {
  const groups = new Map<string, Shares>();
  for (const line of lines) {
    if (line.suplido || line.pvptotal === 0) continue;
    for (const share of sharesOf(rules, line)) {
      const key = `${share.iva}|${share.recargo}`;
      const group = groups.get(key);
      if (group) group.push(share);
      else groups.set(key, [share]);
    }
  }
  return [...groups.values()].map((shares) => groupOf(rules, shares));
}

/** The amount of the line less the discounts of the document, not rounded. */
export function documentBase({ document }: CalculationRules, { pvptotal }: StoredLine): number {
  return discounted(pvptotal, document.dtopor1, document.dtopor2);
}

/** Quantity times cost, not rounded. */
export function costOf({ cantidad, coste }: Pick<StoredLine, 'cantidad' | 'coste'>): number {
  return multiply(cantidad, coste ?? 0);
}

/** The amount less discounts in percent, one after the other; not rounded. */
export function discounted(amount: number, ...discounts: (number | null)[]): number {
  return multiply(
    amount,
    ...discounts.map((discount) => divide(sum([100, -(discount ?? 0)]), 100)),
  );
}

/** What a line brings to groups, not rounded: one share, or two under a margin scheme. */
function sharesOf(rules: CalculationRules, line: StoredLine): TaxGroup[] {
  return isMarginScheme(rules, line) ? marginShares(rules, line) : [plainShare(rules, line)];
}

function plainShare(rules: CalculationRules, line: StoredLine): TaxGroup {
  const { codimpuesto, iva, recargo, pvptotal: netosindto } = line;
  const neto = documentBase(rules, line);
  const perUnit = isPerUnit(rules, line);
  const vat = perUnit ? multiply(line.cantidad, iva) : vatOf(rules, line, neto);
  const surcharge = perUnit ? multiply(line.cantidad, recargo) : percentOf(neto, recargo);
  return {
    codimpuesto,
    iva,
    recargo,
    neto,
    netosindto,
    totaliva: iva > 0 ? vat : 0,
    totalrecargo: recargo > 0 ? surcharge : 0,
  };
}

/**
 * The cost of the line bears no tax; the profit bears VAT, a loss none (Ley 37/1992, arts. 137 and
 * 145): it is one or the other by unit, so that goods that come back mirror those that were sold.
 * In a series of refunds that names no invoice a loss is a profit that is taken back. Neither bears
 * the surcharge.
 */
function marginShares(rules: CalculationRules, line: StoredLine): TaxGroup[] {
  const { cantidad, codimpuesto, iva, recargo } = line;
  const cost = costOf(line);
  const margin = sum([documentBase(rules, line), -cost]);
  const isProfit = margin * cantidad > 0;
  const takesBack = rules.series.tipo === REFUNDS && !rules.document.idfacturarect && cantidad > 0;
  const isTaxed = iva > 0 && (isProfit || takesBack);
  const vat = isPerUnit(rules, line) ? multiply(cantidad, iva) : percentOf(margin, iva);
  const untaxed = { totaliva: 0, totalrecargo: 0 };
  return [
    {
      ...untaxed,
      codimpuesto,
      iva,
      recargo,
      neto: margin,
      netosindto: margin,
      totaliva: isTaxed ? vat : 0,
    },
    { ...untaxed, codimpuesto: null, iva: 0, recargo: 0, neto: cost, netosindto: cost },
  ];
}

/**
 * The VAT of a line by the method of the settings. `price-adjusted` starts from the rounded price
 * with tax that people see, so that quantity times that price is the total.
 */
function vatOf(rules: CalculationRules, line: StoredLine, base: number): number {
  const { decimals, document, method } = rules;
  if (method === 'classic') {
    return percentOf(base, line.iva);
  }
  const price = round(percentOf(line.pvpunitario, sum([100, line.iva])), decimals);
  const discounts = [line.dtopor, line.dtopor2, document.dtopor1, document.dtopor2];
  const withTax = discounted(multiply(line.cantidad, price), ...discounts);
  return sum([round(withTax, decimals), -round(base, decimals)]);
}

function isPerUnit({ taxes }: CalculationRules, { codimpuesto }: StoredLine): boolean {
  return codimpuesto !== null && taxes.get(codimpuesto)?.tipo === PER_UNIT;
}

function groupOf(rules: CalculationRules, shares: Shares): TaxGroup {
  const [{ codimpuesto, iva, recargo }] = shares;
  const total = (amount: (share: TaxGroup) => number) =>
    round(sum(shares.map(amount)), rules.decimals);
  const isTaxed = !isReverseCharge(rules);
  return {
    codimpuesto,
    // Adding 0 turns a negative zero into 0.
    iva: iva + 0,
    recargo: recargo + 0,
    neto: total((share) => share.neto),
    netosindto: total((share) => share.netosindto),
    totaliva: isTaxed ? total((share) => share.totaliva) : 0,
    totalrecargo: isTaxed ? total((share) => share.totalrecargo) : 0,
  };
}
