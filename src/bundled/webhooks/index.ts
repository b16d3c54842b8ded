import { definePlugin, Module } from 'facturanest/plugin';
import { Courier } from './deliveries/courier.js';
import { DeliveryQueue } from './deliveries/delivery-queue.js';
import { Dispatcher } from './deliveries/dispatcher.js';
import { Moments } from './moments.js';
import { Outbox, UnitOutbox } from './deliveries/outbox.js';
import { Replay } from './deliveries/replay.js';
import { Retention } from './deliveries/retention.js';
import { TEXTS } from './texts.js';
import { WebhookDelivery } from './deliveries/webhook-delivery.entity.js';
import { WebhookDeliveryRules } from './deliveries/webhook-delivery.rules.js';
import { WebhookEndpoint } from './endpoints/webhook-endpoint.entity.js';
import { WebhookEndpointRules } from './endpoints/webhook-endpoint.rules.js';
import { WebhookHooks } from './webhook.hooks.js';
import { DEFAULTS, PLUGIN, WebhookSettings } from './webhook-options.js';
import { WebhookActions } from './webhook-actions.js';
import { WebhooksController } from './webhooks.controller.js';
import { WEBHOOKS_PART } from './webhooks.openapi.js';

@Module({
  controllers: [WebhooksController],
  providers: [
    ...[Courier, DeliveryQueue, Dispatcher, Moments, Outbox, Replay, Retention],
    ...[WebhookHooks, WebhookActions, WebhookSettings],
  ],
})
class WebhooksModule {}

export default definePlugin({
  name: PLUGIN,
  version: '1.0.0',
  description: 'Tells other programs what happens to records, by signed requests.',
  compatible: '^0.1.0',
  module: WebhooksModule,
  models: {
    entities: [WebhookEndpoint, WebhookDelivery],
    rules: [WebhookEndpointRules, WebhookDeliveryRules],
  },
  hooks: [WebhookHooks],
  settling: [UnitOutbox],
  settings: DEFAULTS,
  texts: TEXTS,
  openApi: WEBHOOKS_PART,
});
