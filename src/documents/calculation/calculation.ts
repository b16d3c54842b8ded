import type { Side } from '../../parties/index.js';

/* The words of the calculation: what goes in, what comes out. Plain data. */

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
    /** Number of the invoice that the document refunds, if any */
    idfacturarect?: number | null;
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
  /** Whether its tax was settled before, so that no rule of today decides on it */
  keepsTax?: boolean;
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
