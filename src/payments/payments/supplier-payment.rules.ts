import { Injectable } from '@nestjs/common';
import { SupplierPayment } from './supplier-payment.entity.js';
import { PaymentRules } from './payment.rules.js';
import { PURCHASES } from '../receipts/receipt-side.js';

/** Payments to suppliers. */
@Injectable()
export class SupplierPaymentRules extends PaymentRules<SupplierPayment> {
  readonly model = SupplierPayment;
  protected readonly side = PURCHASES;
}
