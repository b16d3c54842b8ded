import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/index.js';
import { ReportsController } from './reports.controller.js';
import { ReportsService } from './reports.service.js';

/** Reports of the books: trial balance, ledger, annual accounts, books of VAT. */
@Module({ imports: [AuthModule], controllers: [ReportsController], providers: [ReportsService] })
export class ReportsModule {}
