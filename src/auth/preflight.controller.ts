import { Controller, Options, Req, UseGuards } from '@nestjs/common';
import { Answer } from '../kernel/http/answer.js';
import type { ApiRequest } from '../kernel/http/api-request.js';
import { EnabledGuard } from './enabled.guard.js';

/** Answers what browsers ask before they send a request of another site. */
@Controller()
@UseGuards(EnabledGuard)
export class PreflightController {
  @Options('api{/*path}')
  preflight(@Req() { headers }: ApiRequest): Answer {
    const wanted = headers['access-control-request-headers'] ?? '';
    return new Answer(200, '', {
      'Access-Control-Allow-Headers': wanted,
      'Access-Control-Max-Age': 86400,
    });
  }
}
