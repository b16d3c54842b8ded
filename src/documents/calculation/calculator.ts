import { divide, multiply, percentOf, round, sum } from '../../kernel/money/decimal.js';
import type {
  CalculableLine,
  CalculatedLine,
  Calculation,
  CalculationRules,
  DocumentTotals,
  StoredLine,
  TaxGroup,
} from './calculation.js';
import { costOf, discounted, documentBase, taxGroups } from './tax-groups.js';
import { taxTreatment } from './tax-treatment.js';

/*
 * The one calculation of the eight document kinds (documents specification 6.2): tax treatment of
 * each line, its amounts, the groups by tax rate, the totals. Plain data in and out. Amounts are in
 * the currency of the document, rates and discounts in percent. Input that is not finite does not
 * fail here: it comes out as amounts that are not finite, which the store refuses.
 */

const EURO_DECIMALS = 5;

/**
 * Calculates a document: tax rules per line, line amounts, groups, totals. The answer has its lines
 * in the order of those given, which stay as they are. What is calculated from its own answer
 * is that answer, unless a zone replaces a tax that another zone puts.
 */
export function calculate(rules: CalculationRules, lines: readonly CalculableLine[]): Calculation {
  const treatmentOf = taxTreatment(rules);
  const stored = lines.map((line) => ({ ...line, ...treatmentOf(line), ...lineAmounts(line) }));
  const groups = taxGroups(rules, stored);
  const totals = documentTotals(rules, stored, groups);
  return { lines: stored.map(calculatedColumns), groups, totals };
}

/**
 * A total converted to euros, rounded to five decimals; `tasaconv` is units of the currency per
 * euro. Without a rate the amount in euros is not known, which is stored as 0.
 */
export function totalInEuros(total: number, tasaconv: number | null): number {
  return tasaconv ? round(divide(total, tasaconv), EURO_DECIMALS) : 0;
}

function lineAmounts(line: CalculableLine): Pick<CalculatedLine, 'pvpsindto' | 'pvptotal'> {
  const pvpsindto = multiply(line.cantidad, line.pvpunitario);
  return { pvpsindto, pvptotal: discounted(pvpsindto, line.dtopor, line.dtopor2) };
}

function calculatedColumns(line: StoredLine): CalculatedLine {
  const { codimpuesto, iva, recargo, excepcioniva, pvpsindto, pvptotal } = line;
  return { codimpuesto, iva, recargo, excepcioniva, pvpsindto, pvptotal };
}

/** The totals of lines as they are stored. */
export function documentTotals(
  rules: CalculationRules,
  lines: readonly StoredLine[],
  groups: readonly TaxGroup[],
): DocumentTotals {
  const rounded = (amounts: number[]) => round(sum(amounts), rules.decimals);
  const base = (line: StoredLine) => documentBase(rules, line);
  const suplidos = lines.filter((line) => line.suplido);
  // Those of amount 0 have no say in the withholding of the document.
  const own = lines.filter((line) => !line.suplido && line.pvptotal !== 0);

  const neto = rounded(groups.map((group) => group.neto));
  const totaliva = rounded(groups.map((group) => group.totaliva));
  const totalrecargo = rounded(groups.map((group) => group.totalrecargo));
  const totalirpf = rounded(own.map((line) => percentOf(base(line), line.irpf ?? 0)));
  const totalsuplidos = rounded(suplidos.map(base));
  const totalcoste = rules.side === 'sales' ? sum(lines.map(costOf)) : 0;
  return {
    neto,
    netosindto: rounded(groups.map((group) => group.netosindto)),
    totaliva,
    totalrecargo,
    totalirpf,
    totalsuplidos,
    total: rounded([neto, totalsuplidos, totaliva, totalrecargo, -totalirpf]),
    irpf: own.reduce((highest, line) => Math.max(highest, line.irpf ?? 0), 0),
    totalcoste,
    totalbeneficio: rules.side === 'sales' ? rounded([neto, -totalcoste]) : 0,
  };
}
