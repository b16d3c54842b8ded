import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/index.js';
import { ChartImportController } from './chart-import.controller.js';
import { ChartImportRequests } from './chart-import.requests.js';
import { ChartImport } from './chart-import.service.js';

/** Import of charts of accounts from files. */
@Module({
  imports: [AuthModule],
  controllers: [ChartImportController],
  providers: [ChartImport, ChartImportRequests],
})
export class ChartImportModule {}
