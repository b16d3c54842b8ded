import type { Stage } from '../documents/index.js';
import type { Side } from '../parties/index.js';
import type { Mention } from './labels/index.js';

/**
 * A document as it goes on paper: plain data, complete, in the order of the page. Whoever prints
 * it asks nothing else: not the database, not the settings, not the clock. It can be sent to
 * another thread as it is.
 *
 * Texts are as a person reads them: what the database keeps as `&lt;` is `<` here. Days are
 * `2026-11-22`. Amounts are in the currency of the document, percentages are `21` for 21 %. An
 * empty text is an empty text, never null.
 */
export interface DocumentSheet {
  readonly side: Side;
  readonly stage: Stage;
  /** Of all labels, numbers and dates: a `langcode` such as `es_ES`; unknown ones fall back. */
  readonly language: string;
  /** Title of the chosen format, such as `Factura Rectificativa`; null for that of the kind. */
  readonly title: string | null;
  readonly code: string;
  readonly number: string;
  readonly day: string;
  /** When the goods or services were supplied, where that is another day. */
  readonly operationDay: string | null;
  readonly series: string;
  /** The customer's or supplier's own number of this document. */
  readonly reference: string;
  /** The invoice that this refund corrects. */
  readonly corrects: { readonly code: string; readonly day: string | null } | null;
  /** The document may still change: it is marked as a draft. */
  readonly draft: boolean;
  readonly company: SheetCompany;
  readonly subject: SheetParty;
  /** Where the goods go, when that is not the address of the subject. */
  readonly shipping: SheetShipping | null;
  readonly lines: readonly SheetLine[];
  readonly taxes: readonly SheetTax[];
  readonly totals: SheetTotals;
  /** Codes of the reasons for which lines bear no tax, such as `ES_21`; each once. */
  readonly taxExceptions: readonly string[];
  /** What the law wants an invoice to say, in its order. */
  readonly mentions: readonly Mention[];
  readonly notes: string;
  readonly payment: SheetPayment | null;
  /** Legal or other fixed text at the end, from the format. */
  readonly footer: string;
  /** PNG or JPEG. */
  readonly logo: Uint8Array | null;
  /** What plugins add. */
  readonly blocks: readonly SheetBlock[];
  readonly money: SheetMoney;
}

export interface SheetMoney {
  /** Decimals of amounts; prices of single units may have more. */
  readonly decimals: number;
  readonly currencyCode: string;
  readonly currencyName: string;
  readonly symbol: string;
}

export interface SheetParty {
  readonly name: string;
  /** Kind of the tax number, such as `NIF`. */
  readonly taxIdKind: string;
  readonly taxId: string;
  readonly address: SheetAddress;
}

export interface SheetCompany extends SheetParty {
  readonly phones: readonly string[];
  readonly email: string;
  readonly web: string;
}

export interface SheetAddress {
  readonly street: string;
  readonly postBox: string;
  readonly postcode: string;
  readonly city: string;
  readonly province: string;
  /** Name of the country; empty where it is that of the company. */
  readonly country: string;
}

export interface SheetShipping {
  readonly name: string;
  readonly address: SheetAddress;
  readonly carrier: string;
  readonly trackingCode: string;
}

export interface SheetLine {
  readonly reference: string;
  readonly description: string;
  /** False: the line shows no quantity. */
  readonly showsQuantity: boolean;
  /** False: the line shows no price, discount, amount or tax. */
  readonly showsPrice: boolean;
  /** What follows the line starts on a new page. */
  readonly breaksPage: boolean;
  readonly quantity: number;
  readonly price: number;
  readonly discount: number;
  readonly secondDiscount: number;
  /** Without tax, after the discounts of the line. */
  readonly net: number;
  readonly taxRate: number;
  readonly surchargeRate: number;
  readonly withholdingRate: number;
  /** Supplied in the name of the customer: not part of the tax base. */
  readonly supplied: boolean;
}

/** One rate of the tax summary. */
export interface SheetTax {
  readonly name: string;
  readonly base: number;
  readonly rate: number;
  readonly amount: number;
  readonly surchargeRate: number;
  readonly surchargeAmount: number;
}

export interface SheetTotals {
  /** Sum of the lines before the discounts of the whole document. */
  readonly beforeDiscount: number;
  readonly discountRates: readonly [number, number];
  readonly net: number;
  readonly tax: number;
  readonly surcharge: number;
  readonly withholding: number;
  /** The highest rate. */
  readonly withholdingRate: number;
  /** By rate; none where the lines do not tell what the withholding was added up from. */
  readonly withholdings: readonly SheetWithholding[];
  readonly supplied: number;
  readonly total: number;
}

/** One rate of what is withheld. */
export interface SheetWithholding {
  readonly rate: number;
  readonly amount: number;
}

export interface SheetPayment {
  readonly method: string;
  /** In groups of four; of a direct debit partly masked. Empty where none is to be printed. */
  readonly iban: string;
  readonly receipts: readonly SheetReceipt[];
  /** Last day of an offer. */
  readonly validUntil: string | null;
}

export interface SheetReceipt {
  readonly number: number;
  readonly method: string;
  readonly iban: string;
  readonly amount: number;
  readonly due: string;
  readonly paid: boolean;
}

/** Something a plugin adds to the page. */
export interface SheetBlock {
  /** Under the heading of the document, under its lines, or after everything else. */
  readonly place: 'heading' | 'lines' | 'end';
  readonly title: string;
  readonly text: string;
  readonly rows: readonly (readonly [label: string, value: string])[];
  /** PNG or JPEG, such as a QR code; drawn 110 points wide with the title as its caption. */
  readonly image: Uint8Array | null;
}
