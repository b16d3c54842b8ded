import { AMOUNT_DECIMALS } from '../../kernel/money/amounts.js';
import { sum } from '../../kernel/money/decimal.js';
import type { CalculationRules, StoredLine, TaxGroup } from './calculation.js';
import { documentTotals } from './calculator.js';
import { taxGroups } from './tax-groups.js';

/*
 * How a stored document was taxed. Rates stand in its lines, but not whether they were taxed on
 * their margin, by which method and in which country: that its totals tell, whatever company,
 * products and settings are today.
 */

const AMOUNTS = ['neto', 'totaliva', 'totalrecargo'] as const;
type Amounts = Readonly<Record<(typeof AMOUNTS)[number], number>>;

/** `regimeniva` of companies that sell used goods. */
export const USED_GOODS = 'Bienes usados';
const [SPAIN, TRAVEL, GENERAL] = ['ESP', 'Agencias de viaje', 'General'];
const USED = 'Segunda mano';

/** A document as it is stored, and how it was taxed. */
export interface StoredTaxes {
  readonly rules: CalculationRules;
  readonly lines: readonly StoredLine[];
  /** What its totals have beyond the sum of its groups: cents that a last refund took. */
  readonly rest: Amounts;
  /** Whether the totals are those of the lines at all; clients may have written them otherwise. */
  readonly isCalculated: boolean;
}

interface Reading {
  readonly rules: CalculationRules;
  readonly lines: readonly StoredLine[];
}

/**
 * Reads off the totals how the lines were taxed; as they would be today where nothing else fits.
 *
 * @param rules those of today
 * @param typed the lines with what their products are; asked only where today's rules do not fit
 */
export async function storedTaxes(
  rules: CalculationRules,
  totals: Amounts,
  lines: readonly StoredLine[],
  typed: () => Promise<readonly StoredLine[]>,
): Promise<StoredTaxes> {
  const today = measured({ rules, lines }, totals);
  if (today.deviation === 0) return today;
  const others = otherReadings(rules, lines, await typed());
  const best = others
    .map((reading) => measured(reading, totals))
    .reduce((best, each) => (each.deviation < best.deviation ? each : best), today);
  return best.isCalculated ? best : { ...today, isCalculated: false };
}

/** The groups of a stored document, or of some of its lines, with what its totals have beyond. */
export function storedGroups(
  { rules, lines, rest }: StoredTaxes,
  counts: (line: StoredLine) => boolean = () => true,
): TaxGroup[] {
  const groups = taxGroups(rules, lines.filter(counts));
  for (const name of AMOUNTS) {
    if (rest[name] === 0) continue;
    const [largest] = groups.toSorted((a, b) => Math.abs(b[name]) - Math.abs(a[name]));
    if (largest) largest[name] = sum([largest[name], rest[name]]);
  }
  return groups;
}

function measured({ rules, lines }: Reading, totals: Amounts) {
  const groups = taxGroups(rules, lines);
  const calculated = documentTotals(rules, lines, groups);
  const restOf = (name: keyof Amounts) => sum([totals[name], -calculated[name]]);
  const rest = {
    neto: restOf('neto'),
    totaliva: restOf('totaliva'),
    totalrecargo: restOf('totalrecargo'),
  };
  const deviation = sum(AMOUNTS.map((name) => Math.abs(rest[name])));
  // A refund may have the cents of others: no more than rounding leaves.
  const most = rules.document.idfacturarect ? (groups.length + 1) * 3 * 10 ** -rules.decimals : 0;
  const isCalculated = deviation <= most;
  const none = { neto: 0, totaliva: 0, totalrecargo: 0 };
  return { rules, lines, rest: isCalculated ? rest : none, isCalculated, deviation };
}

/** The ways in which lines can have been taxed otherwise than today. */
function otherReadings(
  rules: CalculationRules,
  lines: readonly StoredLine[],
  typed: readonly StoredLine[],
): Reading[] {
  const companies = [
    { company: rules.company, lines },
    { company: { codpais: SPAIN, regimeniva: GENERAL }, lines },
    { company: { codpais: SPAIN, regimeniva: TRAVEL }, lines },
    { company: { codpais: SPAIN, regimeniva: USED_GOODS }, lines: typed },
    {
      company: { codpais: SPAIN, regimeniva: USED_GOODS },
      lines: lines.map((line) => ({ ...line, tipoproducto: line.coste ? USED : null })),
    },
    { company: { codpais: null, regimeniva: GENERAL }, lines },
  ] as const;
  const methods = ['classic', 'price-adjusted'] as const;
  return companies.flatMap(({ company, lines: taxed }) =>
    methods.flatMap((method) =>
      // Amounts of whole currencies had decimals once.
      [...new Set([rules.decimals, AMOUNT_DECIMALS])].map((decimals) => ({
        rules: { ...rules, company: { ...company }, method, decimals },
        lines: taxed,
      })),
    ),
  );
}
