import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/index.js';
import { OverdueReceipts } from './overdue.js';
import { PayInvoice } from './pay-invoice.service.js';
import { PaymentsController } from './payments.controller.js';

/** Invoices paid in one call, and the flags that change with the day. */
@Module({
  imports: [AuthModule],
  controllers: [PaymentsController],
  providers: [OverdueReceipts, PayInvoice],
})
export class PaymentsModule {}
