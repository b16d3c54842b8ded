import { Injectable, ModelHooks, type Context } from 'facturanest/plugin';
import { Outbox } from './deliveries/outbox.js';

/** Hears of every record that is saved or deleted. */
@Injectable()
export class WebhookHooks extends ModelHooks {
  readonly model = 'all';

  constructor(private readonly outbox: Outbox) {
    super();
  }

  override onInsert(record: object, context: Context): Promise<void> {
    return this.outbox.note(null, record, context);
  }

  override onUpdate(record: object, before: Readonly<object>, context: Context): Promise<void> {
    return this.outbox.note(before, record, context);
  }

  override onDelete(record: object, context: Context): Promise<void> {
    return this.outbox.note(record, null, context);
  }
}
