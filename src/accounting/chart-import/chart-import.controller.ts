import { All, Controller, HttpCode, Req } from '@nestjs/common';
import { ApiPipeline } from '../../auth/index.js';
import type { Answer } from '../../kernel/http/answer.js';
import type { ApiRequest } from '../../kernel/http/api-request.js';
import { route } from '../../kernel/http/route.js';
import { ChartImportRequests } from './chart-import.requests.js';

@Controller()
@ApiPipeline()
export class ChartImportController {
  constructor(private readonly requests: ChartImportRequests) {}

  @All(route('importarPlanContable'))
  @HttpCode(200)
  import(@Req() request: ApiRequest): Promise<Answer> {
    return this.requests.import(request);
  }
}
