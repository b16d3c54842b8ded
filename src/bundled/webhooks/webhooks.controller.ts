import {
  All,
  ApiChecks,
  Controller,
  HttpCode,
  Post,
  Req,
  wrongMethod,
  type Answer,
  type ApiRequest,
} from 'facturanest/plugin';
import { WebhookRequests } from './webhook.requests.js';

/** Below `/api/3`; permissions are given by these names. */
export const REPLAY = 'webhookReplay';
export const TEST = 'webhookTest';

const ONE = `api/:version/${REPLAY}/:id`;
const MANY = `api/:version/${REPLAY}`;
const PING = `api/:version/${TEST}/:id`;

/** What can be done with webhooks beside keeping their endpoints. */
@Controller()
@ApiChecks()
export class WebhooksController {
  constructor(private readonly requests: WebhookRequests) {}

  @Post(ONE)
  @HttpCode(200)
  replay(@Req() request: ApiRequest): Promise<Answer> {
    return this.requests.replay(request);
  }

  @Post(MANY)
  @HttpCode(200)
  replayDead(@Req() request: ApiRequest): Promise<Answer> {
    return this.requests.replayDead(request);
  }

  @Post(PING)
  @HttpCode(200)
  ping(@Req() request: ApiRequest): Promise<Answer> {
    return this.requests.ping(request);
  }

  @All([ONE, MANY, PING])
  other(): never {
    throw wrongMethod();
  }
}
