import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/index.js';
import { DocsController } from './docs.controller.js';
import { OpenApiController } from './openapi.controller.js';
import { OpenApiService } from './openapi.service.js';

/** The description of the API for programs, and the page that shows it to people. */
@Module({
  imports: [AuthModule],
  controllers: [OpenApiController, DocsController],
  providers: [OpenApiService],
})
export class OpenApiModule {}
