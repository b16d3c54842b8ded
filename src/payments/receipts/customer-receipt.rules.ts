import { Injectable } from '@nestjs/common';
import { CustomerReceipt } from './customer-receipt.entity.js';
import { SALES } from './receipt-side.js';
import { ReceiptRules } from './receipt.rules.js';

/** Receipts of customer invoices. */
@Injectable()
export class CustomerReceiptRules extends ReceiptRules<CustomerReceipt> {
  readonly model = CustomerReceipt;
  protected readonly side = SALES;
}
