import { Module, type DynamicModule } from '@nestjs/common';
import type { OpenApiPart } from '../kernel/openapi/openapi-part.js';
import { DocsController } from './docs.controller.js';
import { OpenApiController } from './openapi.controller.js';
import { StartPageController } from './start-page.controller.js';
import { OpenApiService, PLUGIN_PARTS } from './openapi.service.js';

/** The description of the API for programs, and the page that shows it to people. */
@Module({})
export class OpenApiModule {
  /** @param parts what plugins add */
  static forRoot(parts: readonly OpenApiPart[]): DynamicModule {
    return {
      module: OpenApiModule,
      controllers: [OpenApiController, DocsController, StartPageController],
      providers: [OpenApiService, { provide: PLUGIN_PARTS, useValue: parts }],
    };
  }
}
