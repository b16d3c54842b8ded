import {
  ApiChecks,
  ApiRoute,
  CallOrigin,
  Confirmed,
  Controller,
  Fields,
  RecordKey,
  type Origin,
} from 'facturanest/plugin';
import { ReplayFields } from './replay-fields.js';
import { WebhookActions } from './webhook-actions.js';

/** Below `/api/3`; permissions are given by these names. */
export const REPLAY = 'webhookReplay';
export const TEST = 'webhookTest';

/** What can be done with webhooks beside keeping their endpoints. */
@Controller()
@ApiChecks()
export class WebhooksController {
  constructor(private readonly actions: WebhookActions) {}

  @ApiRoute('POST', `${REPLAY}/:id`)
  async replay(@RecordKey() id: string, @CallOrigin() origin: Origin): Promise<Confirmed> {
    const data = await this.actions.replay(id, origin);
    return new Confirmed('webhook-replayed', { data }, { params: { count: 1 } });
  }

  @ApiRoute('POST', REPLAY)
  async replayDead(
    @Fields() fields: ReplayFields,
    @CallOrigin() origin: Origin,
  ): Promise<Confirmed> {
    const replayed = await this.actions.replayDead(fields, origin);
    return new Confirmed('webhook-replayed', { replayed }, { params: { count: replayed } });
  }

  @ApiRoute('POST', `${TEST}/:id`)
  async ping(@RecordKey() id: string): Promise<Confirmed> {
    const data = await this.actions.ping(id);
    return new Confirmed(data.delivered ? 'webhook-ping-taken' : 'webhook-ping-refused', { data });
  }
}
