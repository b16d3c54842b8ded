import { Module } from '@nestjs/common';
import { VatSettlements } from './vat-settlement.service.js';
import { YearEndController } from './year-end.controller.js';
import { YearEnd } from './year-end.service.js';

/** The end of fiscal years and of periods of the VAT. */
@Module({
  controllers: [YearEndController],
  providers: [VatSettlements, YearEnd],
})
export class YearEndModule {}
