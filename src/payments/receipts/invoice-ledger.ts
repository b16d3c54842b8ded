import type { Context, Entity } from '../../models/index.js';
import type { Side } from '../../parties/index.js';

/** An invoice as it is stored, as far as its receipts and payments ask for it. */
export interface StoredInvoice {
  readonly idfactura: number;
  readonly codigo: string;
  readonly coddivisa: string;
  readonly codpago: string;
  readonly codserie: string;
  readonly fecha: string;
  readonly idempresa: number | null;
  readonly total: number | null;
  /** Units of the currency per euro. */
  readonly tasaconv: number | null;
  /** As stored. */
  readonly pagada?: boolean | null;
  readonly vencida?: boolean | null;
  /** Of sales. */
  readonly codcliente?: string | null;
  readonly nombrecliente?: string | null;
  readonly numero2?: string | null;
  /** Of purchases. */
  readonly codproveedor?: string | null;
  readonly nombre?: string | null;
  readonly numproveedor?: string | null;
}

/** What receipts and payments ask of invoices: a port of theirs, which documents know. */
export abstract class InvoiceLedger {
  /** The model of the invoices of a side. */
  abstract modelOf(side: Side): Entity<StoredInvoice>;

  /** The channel of the journal that a series has; null for none. */
  abstract channelOf(codserie: string, context: Context): Promise<number | null>;
}
