import { All, Controller, HttpCode, Req } from '@nestjs/common';
import { ApiPipeline } from '../auth/index.js';
import { DOCUMENT_KINDS } from '../documents/index.js';
import type { Answer } from '../kernel/http/answer.js';
import type { ApiRequest } from '../kernel/http/api-request.js';
import { route } from '../kernel/http/route.js';
import { EXPORT, ExportService } from './export.service.js';

/** The routes by which documents leave the server. */
@Controller()
@ApiPipeline()
export class ExportController {
  constructor(private readonly exports: ExportService) {}

  @All(DOCUMENT_KINDS.map(({ name }) => route(EXPORT + name)))
  @HttpCode(200)
  document(@Req() request: ApiRequest): Promise<Answer> {
    return this.exports.answer(request);
  }
}
