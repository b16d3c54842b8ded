import { divide, multiply, percentOf, round, sum } from '../../kernel/money/decimal.js';
import type { Side } from '../../parties/index.js';
import { costOf, discounted, documentBase, taxGroups } from './tax-groups.js';
import { taxTreatment } from './tax-treatment.js';

/*
 * The one calculation of the eight document kinds (documents specification 6.2): tax treatment of
 * each line, its amounts, the groups by tax rate, the totals. Plain data in and out. Amounts are in
 * the currency of the document, rates and discounts in percent. Input that is not finite does not
 * fail here: it comes out as amounts that are not finite, which the store refuses.
 */

/** A row of the taxes: `iva` and `recargo` in percent, or amounts per unit when `tipo` is 2. */
export interface TaxRate {
  codimpuesto: string;
  iva: number;
  recargo: number;
  tipo: number | null;
}

/** Sales to a place replace the tax `codimpuesto` by `codimpuestosel`. */
export interface ZoneRule {
  /** null: any country */
  codpais: string | null;
  /** Name of the province; null: any */
  provincia: string | null;
  codimpuesto: string;
  codimpuestosel: string | null;
  excepcioniva: string | null;
  /** The highest is tried first */
  prioridad: number | null;
}

/** What stands around the lines and decides how they are taxed and rounded. */
export interface CalculationRules {
  side: Side;
  document: {
    /** Discounts of the whole document in percent, one after the other */
    dtopor1: number | null;
    dtopor2: number | null;
    operacion: string | null;
    codpais: string | null;
    provincia: string | null;
  };
  company: { codpais: string | null; regimeniva: string | null };
  /** The customer or supplier */
  subject: { regimeniva: string | null; excepcioniva: string | null };
  series: { siniva: boolean; tipo: string | null };
  /** By `codimpuesto` */
  taxes: ReadonlyMap<string, TaxRate>;
  zones: readonly ZoneRule[];
  /** To which amounts are rounded: setting `default.decimals` */
  decimals: number;
  /** How VAT is computed: setting `default.taxcalculationmethod` */
  method: 'classic' | 'price-adjusted';
}

/** What a line says before it is calculated. */
export interface CalculableLine {
  cantidad: number;
  pvpunitario: number;
  /** Discounts of the line in percent, one after the other */
  dtopor: number;
  dtopor2: number;
  iva: number;
  recargo: number;
  irpf: number | null;
  /** A disbursement on behalf of the customer: untaxed and outside the net amount */
  suplido: boolean | null;
  codimpuesto: string | null;
  excepcioniva: string | null;
  /** Cost of one unit; lines of purchases have none */
  coste?: number | null;
  /** `tipo` of the product of the line */
  tipoproducto?: string | null;
}

/** What the calculation writes into a line; the amounts are not rounded. */
export interface CalculatedLine {
  codimpuesto: string | null;
  iva: number;
  recargo: number;
  excepcioniva: string | null;
  /** Quantity times price */
  pvpsindto: number;
  /** The same less the discounts of the line, not those of the document */
  pvptotal: number;
}

/** A line with its calculated columns, as it is stored. */
export type StoredLine = CalculableLine & CalculatedLine;

/** The lines of one pair of rates, together; amounts rounded. */
export interface TaxGroup {
  /** Tax of the first line with these rates */
  codimpuesto: string | null;
  iva: number;
  recargo: number;
  /** Net amount after, and before, the discounts of the document */
  neto: number;
  netosindto: number;
  totaliva: number;
  totalrecargo: number;
}

/** Amounts rounded, but for `totalcoste`. */
export interface DocumentTotals {
  neto: number;
  netosindto: number;
  totaliva: number;
  totalrecargo: number;
  totalirpf: number;
  totalsuplidos: number;
  total: number;
  /** The highest withholding percentage of the lines */
  irpf: number;
  /** Cost and profit; 0 for purchases */
  totalcoste: number;
  totalbeneficio: number;
}

export interface Calculation {
  lines: CalculatedLine[];
  /** In the order in which the lines bring them up */
  groups: TaxGroup[];
  totals: DocumentTotals;
}

const EURO_DECIMALS = 5;

export { taxGroups };

/**
 * Calculates a document: tax rules per line, line amounts, groups, totals. The answer has its lines
 * in the order of those given, which stay as they are. What is calculated from its own answer
 * is that answer, unless a zone replaces a tax that another zone puts.
 */
export function calculate(rules: CalculationRules, lines: readonly CalculableLine[]): Calculation {
  const treatmentOf = taxTreatment(rules);
  const stored = lines.map((line) => ({ ...line, ...treatmentOf(line), ...lineAmounts(line) }));
  const groups = taxGroups(rules, stored);
  return {
    lines: stored.map(calculatedColumns),
    groups,
    totals: documentTotals(rules, stored, groups),
  };
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

function documentTotals(
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
