import { Module } from '@nestjs/common';
import { OverdueReceipts } from './overdue.js';
import { PayInvoice } from './pay-invoice.service.js';
import { PaymentsController } from './payments.controller.js';

/** Invoices paid in one call, and the flags that change with the day. */
@Module({
  controllers: [PaymentsController],
  providers: [OverdueReceipts, PayInvoice],
})
export class PaymentsModule {}
