import { IsOptional } from 'class-validator';
import { IsFilled } from '../../kernel/http/routes/dto.js';

/** The body that pays an invoice, or takes its payment back. */
export class PaymentFields {
  /** Everything but 0, nothing and the words for no means paid. */
  @IsFilled()
  pagada!: string | number | boolean;

  /** Day of the payment; that of the call when it is left out. */
  @IsOptional()
  fechapago?: unknown;

  /** Payment method of the receipts; theirs when it is left out. */
  @IsOptional()
  codpago?: unknown;
}
