import type { Day } from '../../kernel/dates/calendar.js';
import type { Side } from '../../parties/index.js';

/*
 * What the posting of an invoice is told, as plain data. Amounts are in the currency of the
 * invoice and negative in refunds; rates and discounts are in percent.
 */

/** A sub-account that exists in the fiscal year of the entry; null: it is not to be had. */
export type AccountCode = string | null;

export interface PostedInvoice {
  side: Side;
  idempresa: number;
  codejercicio: string;
  /** Of the entry: the day of accrual or, where that lies outside of the year, of the invoice */
  fecha: Day;
  codigo: string;
  numero: string;
  codserie: string;
  cifnif: string | null;
  /** Customer or supplier, as the invoice names them */
  name: string;
  /** The number that the other party gave: `numero2` of sales, `numproveedor` of purchases */
  reference: string | null;
  operacion: string | null;
  /** The invoice that this one corrects, where it still exists */
  idfacturarect: number | null;
  total: number;
  neto: number;
  totaliva: number;
  totalrecargo: number;
  totalirpf: number;
  totalsuplidos: number;
  /** Discounts of the whole document, one after the other */
  dtopor1: number | null;
  dtopor2: number | null;
  coddivisa: string;
  /** Units of the currency for one of the base currency */
  tasaconv: number | null;
  /** Of the series */
  iddiario: number | null;
  canal: number | null;
  lines: readonly PostedLine[];
  /** `taxGroups` of the lines, which are in the order `orden` descending, `idlinea` */
  groups: readonly PostedTaxGroup[];
  /**
   * `taxGroups` of the lines of each `codimpuesto` alone, one tax after the other in the order of
   * their first lines: it merges taxes of equal rates, and they have accounts of their own.
   */
  groupsByTax: readonly PostedTaxGroup[];
}

export interface PostedLine {
  idproducto: number | null;
  /** `codsubcuentaven` (sales) or `codsubcuentacom` (purchases) of the product itself */
  productAccount: string | null;
  /** `codfamilia` of the product */
  productFamily: string | null;
  irpf: number | null;
  /** A disbursement on behalf of the customer */
  suplido: boolean | null;
  /** Less the discounts of the line, not those of the document; not rounded */
  pvptotal: number;
}

/** What posting needs of the calculator's groups; amounts rounded. */
export interface PostedTaxGroup {
  codimpuesto: string | null;
  iva: number;
  recargo: number;
  /** Net amount after the discounts of the document */
  neto: number;
  totaliva: number;
  totalrecargo: number;
}

/** The sub-accounts of one tax. */
export interface TaxAccounts {
  /** Output VAT for sales, input VAT for purchases */
  vat: AccountCode;
  surcharge: AccountCode;
  /** The two of VAT that the buyer owes in the place of the seller */
  intraOutput: AccountCode;
  intraInput: AccountCode;
}

/**
 * The sub-accounts of an invoice, resolved by the rules of section 6 of the specification. What a
 * map lacks is not to be had either, but for products.
 */
export interface InvoiceAccounts {
  /** Customer or supplier */
  subject: AccountCode;
  /** By `codimpuesto` */
  taxes: ReadonlyMap<string, TaxAccounts>;
  /** Of lines without a tax: special(IVAREP), special(IVASOP) */
  untaxed: TaxAccounts;
  /** By percentage: of its Retencion, or else special(IRPF), special(IRPFPR) */
  withholdings: ReadonlyMap<number, AccountCode>;
  /** special(SUPLI) */
  disbursements: AccountCode;
  /** Income or expense: special(VENTAS), special(COMPRA) */
  byDefault: AccountCode;
  /** Of invoices that correct another one: special(DEVVEN), special(DEVCOM) */
  returns: AccountCode;
  /**
   * Income or expense by `idproducto`, of those for which the product or a family of it names one.
   * null: it is named, but does not exist in the year. Absent: the default.
   */
  products: ReadonlyMap<number, AccountCode>;
  /** The same for what is withheld from suppliers: `codsubcuentairpfcom` */
  productWithholdings: ReadonlyMap<number, AccountCode>;
}

export interface PostingTerms {
  /** To which amounts are rounded: setting `default.decimals` */
  decimals: number;
  /** Base currency */
  coddivisa: string;
  /** Whether foreign currency is converted; `false` posts its amounts as if they were of the base */
  convert: boolean;
  labels: PostingLabels;
}

/** Beginnings of the texts in the books, in the language of the company, for the side in hand. */
export interface PostingLabels {
  /** Customer invoice, Supplier invoice */
  invoice: string;
  /** Receipt payment */
  payment: string;
  /** Refund of payment */
  paymentRefund: string;
  /** Expenses in the remittance */
  expenses: string;
}
