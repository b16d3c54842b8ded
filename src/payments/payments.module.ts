import { Module } from '@nestjs/common';
import { OverdueReceipts } from './receipts/overdue.js';
import { PayInvoice } from './payments/pay-invoice.service.js';
import { PaymentsController } from './payments/payments.controller.js';

/** Invoices paid in one call, and the flags that change with the day. */
@Module({
  controllers: [PaymentsController],
  providers: [OverdueReceipts, PayInvoice],
})
export class PaymentsModule {}
