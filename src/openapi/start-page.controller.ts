import { Controller, Get, NotFoundException, Req } from '@nestjs/common';
import { Answer } from '../kernel/http/answer.js';
import type { ApiRequest } from '../kernel/http/api-request.js';

/** What a person sees who opens the address of the server: the page that shows its API. */
@Controller()
export class StartPageController {
  /**
   * Redirects browsers, relative to where a proxy may have put the server.
   *
   * @throws NotFoundException for programs, which do not ask for a page
   */
  @Get()
  start(@Req() request: ApiRequest): Answer {
    if (!request.headers.accept?.includes('text/html')) throw new NotFoundException();
    return new Answer(302, '', { Location: 'docs' });
  }
}
