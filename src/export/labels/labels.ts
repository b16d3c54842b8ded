import type { Stage } from '../../documents/index.js';
import type { Side } from '../../parties/index.js';

/** What stands on the paper in one language, besides what the document itself says. */
export interface Labels {
  /** BCP 47 name of the numbers and dates that belong to the language, such as `es-ES`. */
  readonly locale: string;
  readonly titles: Readonly<Record<Side, Readonly<Record<Stage, string>>>>;
  /** Title of an invoice that corrects another. */
  readonly refund: string;
  /** Across the page while the document may change. */
  readonly draft: string;
  /** With the places `%page%` and `%pages%`. */
  readonly pageOf: string;
  readonly heading: HeadingLabels;
  readonly lines: LineLabels;
  readonly taxes: TaxLabels;
  readonly totals: TotalLabels;
  readonly payment: PaymentLabels;
  readonly notes: string;
  readonly taxExceptions: string;
  /** Of what the law wants an invoice to say. */
  readonly mentions: string;
  /** Why a line bears no tax, by the code of the reason. */
  readonly reasons: Readonly<Record<TaxException, string>>;
}

export interface HeadingLabels {
  readonly customer: string;
  readonly supplier: string;
  readonly shipTo: string;
  readonly carrier: string;
  readonly trackingCode: string;
  readonly day: string;
  /** When the goods or services were supplied. */
  readonly operationDay: string;
  readonly number: string;
  readonly series: string;
  /** The customer's own number of the document. */
  readonly yourReference: string;
  /** The supplier's own number of the document. */
  readonly supplierNumber: string;
  readonly corrects: string;
  readonly currency: string;
  readonly validUntil: string;
}

/** Heads of the columns of the lines: short ones. */
export interface LineLabels {
  readonly reference: string;
  readonly description: string;
  readonly quantity: string;
  readonly price: string;
  readonly discount: string;
  readonly secondDiscount: string;
  readonly net: string;
  readonly tax: string;
  readonly surcharge: string;
  readonly withholding: string;
  /** Under a line that is no part of the tax base. */
  readonly supplied: string;
  readonly carriedForward: string;
  readonly broughtForward: string;
}

export interface TaxLabels {
  readonly tax: string;
  readonly base: string;
  readonly rate: string;
  readonly amount: string;
  readonly surchargeRate: string;
  readonly surchargeAmount: string;
}

export interface TotalLabels {
  readonly subtotal: string;
  readonly discount: string;
  readonly secondDiscount: string;
  readonly net: string;
  readonly surcharge: string;
  readonly withholding: string;
  readonly supplied: string;
  readonly total: string;
}

export interface PaymentLabels {
  readonly method: string;
  readonly receipt: string;
  readonly due: string;
  readonly amount: string;
  readonly status: string;
  readonly paid: string;
  readonly pending: string;
}

export const TAX_EXCEPTIONS = [
  'ES_7',
  'ES_14',
  'ES_20',
  'ES_21',
  'ES_22',
  'ES_23_24',
  'ES_25',
  'ES_68_70',
  'ES_84',
  'ES_OTHER',
  'ES_OTHER_NOT_SUBJECT',
] as const;
/** A code of `excepcioniva`. */
export type TaxException = (typeof TAX_EXCEPTIONS)[number];
