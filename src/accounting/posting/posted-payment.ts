import type { Day } from '../../kernel/dates/calendar.js';
import type { Side } from '../../parties/index.js';
import type { AccountCode } from './posted-invoice.js';

/** A payment of a receipt, as plain data; amounts in the currency of the invoice. */
export interface PostedPayment {
  side: Side;
  idempresa: number;
  codejercicio: string;
  fecha: Day;
  /** Of the invoice; null without one */
  codigo: string | null;
  /** Of the receipt; its key without an invoice */
  numero: number;
  /** Customer or supplier, as the invoice names them, if there is one */
  name: string;
  /** `numero2` of sales, `numproveedor` of purchases */
  reference: string | null;
  importe: number;
  /** Cost of collection; sales only, its sign does not matter */
  gastos: number | null;
  /**
   * Whether it takes an earlier payment back, which is so when its sign is not that of its receipt.
   * The payment of a refund is negative too, but costs what any other one costs.
   */
  isReversal: boolean;
  coddivisa: string;
  /** Of the invoice: units of the currency for one of the base currency */
  tasaconv: number | null;
  /** Of the series of the invoice */
  canal: number | null;
}

export interface PaymentAccounts {
  /** Customer or supplier */
  subject: AccountCode;
  /** Of the bank account of the payment method, or else special(BANCO), special(CAJA) */
  money: AccountCode;
  /** `codsubcuentagasto` of that bank account, or else special(GTOBAN), 6260000000 … */
  expense: AccountCode;
}
