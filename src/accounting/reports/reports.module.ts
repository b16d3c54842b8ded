import { Module } from '@nestjs/common';
import { ReportsController } from './reports.controller.js';
import { ReportsService } from './reports.service.js';

/** Reports of the books: trial balance, ledger, annual accounts, books of VAT. */
@Module({ controllers: [ReportsController], providers: [ReportsService] })
export class ReportsModule {}
