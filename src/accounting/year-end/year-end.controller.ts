import { All, Controller, HttpCode, Req } from '@nestjs/common';
import { ApiPipeline } from '../../auth/index.js';
import type { Answer } from '../../kernel/http/answer.js';
import type { ApiRequest } from '../../kernel/http/api-request.js';
import { route } from '../../kernel/http/route.js';
import { YearEndRequests } from './year-end.requests.js';

/** What ends periods: fiscal years, and those of the VAT. */
@Controller()
@ApiPipeline()
export class YearEndController {
  constructor(private readonly requests: YearEndRequests) {}

  @All(route('cerrarEjercicio'))
  @HttpCode(200)
  close(@Req() request: ApiRequest): Promise<Answer> {
    return this.requests.close(request);
  }

  @All(route('abrirEjercicio'))
  @HttpCode(200)
  reopen(@Req() request: ApiRequest): Promise<Answer> {
    return this.requests.reopen(request);
  }

  @All(route('liquidarImpuestos'))
  @HttpCode(200)
  settle(@Req() request: ApiRequest): Promise<Answer> {
    return this.requests.settle(request);
  }
}
