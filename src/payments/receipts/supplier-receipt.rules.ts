import { Injectable } from '@nestjs/common';
import { SupplierReceipt } from './supplier-receipt.entity.js';
import { PURCHASES } from './receipt-side.js';
import { ReceiptRules } from './receipt.rules.js';

/** Receipts of supplier invoices. */
@Injectable()
export class SupplierReceiptRules extends ReceiptRules<SupplierReceipt> {
  readonly model = SupplierReceipt;
  protected readonly side = PURCHASES;
}
