import { All, Controller, HttpCode, Req } from '@nestjs/common';
import { ApiPipeline } from '../../auth/index.js';
import type { Answer } from '../../kernel/http/answer.js';
import type { ApiRequest } from '../../kernel/http/api-request.js';
import { route } from '../../kernel/http/route.js';
import { ReportsService } from './reports.service.js';

/** What can be asked of the books. */
@Controller()
@ApiPipeline()
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  @All(route('informes'))
  @HttpCode(200)
  report(@Req() request: ApiRequest): Promise<Answer> {
    return this.reports.answer(request);
  }
}
