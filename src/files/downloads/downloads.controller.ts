import { All, Controller, HttpCode, Req } from '@nestjs/common';
import type { Answer } from '../../kernel/http/answer.js';
import type { ApiRequest } from '../../kernel/http/api-request.js';
import { Downloads } from './downloads.service.js';

/** Files, to whoever has a link: no key is asked for, and no ban counts. */
@Controller()
export class DownloadsController {
  constructor(private readonly downloads: Downloads) {}

  @All('MyFiles/*path')
  @HttpCode(200)
  download(@Req() request: ApiRequest): Promise<Answer> {
    return this.downloads.answer(request);
  }
}
