import { Injectable } from '@nestjs/common';
import { CustomerPayment } from './customer-payment.entity.js';
import { PaymentRules } from './payment.rules.js';
import { SALES } from '../receipts/receipt-side.js';

/** Payments by customers. */
@Injectable()
export class CustomerPaymentRules extends PaymentRules<CustomerPayment> {
  readonly model = CustomerPayment;
  protected readonly side = SALES;
}
