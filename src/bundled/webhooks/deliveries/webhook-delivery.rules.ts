import { Injectable, ModelRules, refuse, type RecordTest } from 'facturanest/plugin';
import { WebhookDelivery } from './webhook-delivery.entity.js';

const CODE = 'webhook-delivery-read-only';

/** Deliveries are written by the server alone; it goes round these rules when they move on. */
@Injectable()
export class WebhookDeliveryRules extends ModelRules<WebhookDelivery> {
  readonly model = WebhookDelivery;

  override validate(
    _record: WebhookDelivery,
    test: RecordTest<WebhookDelivery>,
    before: Readonly<WebhookDelivery> | null,
  ): void {
    if (before || test.sent.columns.size > 0) refuse(CODE);
    test.columns();
  }

  override beforeDelete(): void {
    refuse(CODE);
  }
}
