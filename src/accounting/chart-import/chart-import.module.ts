import { Module } from '@nestjs/common';
import { ChartImportController } from './chart-import.controller.js';
import { ChartImport } from './chart-import.service.js';

/** Import of charts of accounts from files. */
@Module({
  controllers: [ChartImportController],
  providers: [ChartImport],
})
export class ChartImportModule {}
