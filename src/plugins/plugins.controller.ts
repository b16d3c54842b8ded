import { All, Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import { ApiChecks } from '../auth/index.js';
import { Answer } from '../kernel/http/answer.js';
import type { ApiRequest } from '../kernel/http/api-request.js';
import { route, wrongMethod } from '../kernel/http/route.js';
import { PluginsService } from './plugins.service.js';

const ANY = route('plugins');

/**
 * The plugins of the server: what there is, what runs, and the switch. To switch twice is to switch
 * once, and a new application can not start inside the unit of work of an `Idempotency-Key`.
 */
@Controller()
@ApiChecks()
export class PluginsController {
  constructor(private readonly plugins: PluginsService) {}

  @Get(ANY)
  read(@Req() request: ApiRequest): Answer {
    return this.plugins.read(request);
  }

  @Post(ANY)
  @HttpCode(200)
  act(@Req() request: ApiRequest): Promise<Answer> {
    return this.plugins.act(request);
  }

  @All(ANY)
  other(): Answer {
    throw wrongMethod();
  }
}
