import { Controller, Get, UseGuards } from '@nestjs/common';
import { EnabledGuard } from '../auth/index.js';
import type { Answer } from '../kernel/http/answer.js';
import { OpenApiService } from './openapi.service.js';

/**
 * The document needs no key, so it takes part in neither bans nor limits: it says what the source
 * code says, and nothing of the data. A disabled API has none.
 */
@Controller()
@UseGuards(EnabledGuard)
export class OpenApiController {
  constructor(private readonly openApi: OpenApiService) {}

  @Get('api/3/openapi.json')
  document(): Answer {
    return this.openApi.answer();
  }
}
