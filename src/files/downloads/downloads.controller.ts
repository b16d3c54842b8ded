import { Controller, HttpCode, Req, RequestMapping, RequestMethod } from '@nestjs/common';
import type { Answer } from '../../kernel/http/answer.js';
import type { ApiRequest } from '../../kernel/http/api-request.js';
import { Downloads } from './downloads.service.js';

/** Files, to whoever has a link: no key is asked for, and no ban counts. */
@Controller()
export class DownloadsController {
  constructor(private readonly downloads: Downloads) {}

  @RequestMapping({ path: 'MyFiles/*path', method: RequestMethod.ALL })
  @HttpCode(200)
  download(@Req() request: ApiRequest): Promise<Answer> {
    return this.downloads.answer(request);
  }
}
