import type { Day } from '../../kernel/dates/calendar.js';
import type { Problem } from '../../kernel/errors/problem.js';
import { isNothing } from '../../kernel/money/amounts.js';
import { sum } from '../../kernel/money/decimal.js';

/** A line of an entry that nobody has stored yet: D is `debe`, H is `haber`, neither negative. */
export interface EntryDraftLine {
  codsubcuenta: string;
  debe: number;
  haber: number;
  /** Absent: the text of the entry */
  concepto?: string;
  /** Lines of VAT and of surcharge: the taxable base, and the rate in percent */
  baseimponible?: number;
  iva?: number | null;
  recargo?: number;
  /** Lines of VAT and of surcharge: who the other party is, and which invoice */
  cifnif?: string | null;
  codserie?: string | null;
  factura?: string | null;
  codcontrapartida?: string | null;
  /** Absent: the base currency at 1 */
  coddivisa?: string;
  tasaconv?: number;
}

/** An entry that nobody has stored yet; amounts in the base currency. */
export interface EntryDraft {
  idempresa: number;
  fecha: Day;
  codejercicio: string;
  concepto: string;
  /** Code of the document; that of the lines too */
  documento: string | null;
  /** Negative in refunds and in payments taken back */
  importe: number;
  iddiario?: number | null;
  canal?: number | null;
  /** A opening, C closing, R regularisation, null general */
  operacion?: string | null;
  lines: readonly EntryDraftLine[];
}

/** Why something cannot be posted. A reason of business: it fails nothing, it is told to people. */
export interface Unposted {
  /** Key of the message catalogue */
  unposted: UnpostedReason;
  params?: Problem['params'];
}

/** The entry, or why there is none. */
export type Posting = { entry: EntryDraft } | Unposted;

/** All reasons, with the places of their messages. */
export type UnpostedReason =
  // Invoices and payments
  | 'posting-no-total'
  | 'posting-no-lines'
  | 'posting-amount-too-large'
  | 'posting-not-balanced' // %difference%: debit less credit
  | 'posting-no-exchange-rate' // %currency%
  | 'posting-no-subject-account'
  | 'posting-no-tax-account' // %tax%
  | 'posting-no-untaxed-account'
  | 'posting-no-withholding-account' // %percent%
  | 'posting-no-disbursement-account'
  | 'posting-no-product-account' // %product%: idproducto
  | 'posting-no-default-account'
  | 'posting-no-money-account'
  | 'posting-no-expense-account'
  // End of the year
  | 'year-end-group-with-balance' // %account%, %balance%
  | 'year-end-not-balanced' // %channel%, 0 for none; %difference%: debit less credit
  | 'year-end-no-result-account'
  | 'year-end-no-previous-result-account'
  // Settlement of the VAT
  | 'vat-settlement-empty'
  | 'vat-settlement-no-account';

/** An entry whose sides differ: a fault of this program, never of what it was given. */
export class UnbalancedEntryError extends Error {
  constructor(
    readonly entry: EntryDraft,
    /** Debit less credit */
    readonly difference: number,
  ) {
    super(`The entry "${entry.concepto}" does not balance: debit less credit is ${difference}`);
  }
}

/** Debit less credit. */
export function differenceOf(lines: readonly EntryDraftLine[]): number {
  return sum(lines.flatMap(({ debe, haber }) => [debe, -haber]));
}

/**
 * The entry itself, once its sides are found equal in amounts of so many decimals: books are kept
 * by double entry (Código de Comercio, art. 25; PGC, RD 1514/2007).
 * Throws an `UnbalancedEntryError`.
 */
export function balanced(entry: EntryDraft, decimals: number): EntryDraft {
  const difference = differenceOf(entry.lines);
  if (!isNothing(difference, decimals)) {
    throw new UnbalancedEntryError(entry, difference);
  }
  return entry;
}
