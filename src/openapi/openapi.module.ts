import { Module, type DynamicModule } from '@nestjs/common';
import { DocsController } from './docs.controller.js';
import { OpenApiController } from './openapi.controller.js';
import { OpenApiService, PLUGIN_PARTS } from './openapi.service.js';
import { PART_TOOLS, type OpenApiPart, type PartTools } from './parts.js';

/** The description of the API for programs, and the page that shows it to people. */
@Module({})
export class OpenApiModule {
  /** @param parts what plugins add */
  static forRoot(parts: readonly ((tools: PartTools) => OpenApiPart)[]): DynamicModule {
    return {
      module: OpenApiModule,
      controllers: [OpenApiController, DocsController],
      providers: [
        OpenApiService,
        { provide: PLUGIN_PARTS, useFactory: () => parts.map((part) => part(PART_TOOLS)) },
      ],
    };
  }
}
