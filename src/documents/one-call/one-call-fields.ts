import { Allow, IsOptional } from 'class-validator';

/**
 * The body of a document with its lines. Beside these it takes every column of the document by its
 * name; what a column can hold, and the lines, are checked where the rules are known.
 */
export class DocumentFields {
  /** The lines: a list of `LineRequest`, its JSON text, or fields of a form. */
  @Allow()
  lineas?: unknown;

  /** Customer of a sales document, which must have one. */
  @IsOptional()
  codcliente?: unknown;

  /** Supplier of a purchase document, which must have one. */
  @IsOptional()
  codproveedor?: unknown;

  /** Warehouse; the company follows it. */
  @IsOptional()
  codalmacen?: unknown;

  /** Day of the document; the fiscal year follows it. */
  @IsOptional()
  fecha?: unknown;

  /** Currency; its rate is that of the day. */
  @IsOptional()
  coddivisa?: unknown;

  /** Whether an invoice is paid at once. */
  @IsOptional()
  pagada?: unknown;

  [column: string]: unknown;
}

/** What the fields begin with that say how many units of a line are refunded. */
export const REFUND_PREFIX = 'refund_';

/**
 * The body of a refund. `refund_{idlinea}` says how many units of a line are refunded; without any,
 * all lines are, in full.
 */
export class RefundFields {
  /** Number of the invoice that is refunded. */
  @Allow()
  idfactura?: unknown;

  /** Day of the refund. */
  @Allow()
  fecha?: unknown;

  /** Time of the refund; that of the call when it is left out. */
  @IsOptional()
  hora?: unknown;

  /** Series of the refund; that of the invoice when it is left out. */
  @IsOptional()
  codserie?: unknown;

  @IsOptional()
  observaciones?: unknown;

  /** User who refunds. */
  @IsOptional()
  nick?: unknown;

  /** Status of the refund. */
  @IsOptional()
  idestado?: unknown;

  [refund: string]: unknown;
}
